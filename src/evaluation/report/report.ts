import { join } from 'node:path';
import { writeSynced } from '../../neural/training/run/write-synced.js';
import type { EvaluationResult, Figure } from '../runs/evaluation-result.js';
import { FIGURE_KINDS, type FigureKind, type FigureName } from '../runs/figure-kinds.js';
import type { ItemRecord } from '../runs/item-log.js';
import type { ItemLook } from '../runs/measured-models.js';
import type { EvaluationRecord } from '../runs/run-record.js';
import { valuesOf } from '../runs/summarise-items.js';
import { escapeHtml } from './escape-html.js';
import { histogram, type HistogramSeries } from './histogram.js';
import { intervalPlot } from './interval-plot.js';
import { pictureRows } from './picture-rows.js';
import { provenance } from './provenance.js';
import { REPORT_STYLE } from './style.js';
import { comparisonTable, factTable, figureTable, problemList, publishedTable } from './tables.js';

/** `report.html` in a run's folder. */
export const REPORT_FILE = 'report.html';

/** What a report is made of. */
export interface ReportParts {
  readonly result: EvaluationResult;
  readonly items: readonly ItemRecord[];
  readonly record: EvaluationRecord;
  /** Measures an item again, for its pictures. */
  readonly picture: (index: number) => Promise<ItemLook>;
}

/** Writes `report.html`: one file that needs no network, with plots, pictures and where everything comes from. */
export async function writeReport(folder: string, parts: ReportParts): Promise<void> {
  await writeSynced(join(folder, REPORT_FILE), await drawReport(parts));
}

/** The report as HTML. */
export async function drawReport({ result, items, record, picture }: ReportParts): Promise<string> {
  const { benchmark, model, against, data, size, problems, warnings, figures, groups } = result;
  const title = `${benchmark.title}: ${model.id}${against ? ` against ${against.id}` : ''}`;
  const sections = [
    `<header><h1>${escapeHtml(title)}</h1>
<p class="soft">${escapeHtml(`${result.items} of ${data.pairs} items measured at ${size.height}×${size.width} (height × width)${data.limit === undefined ? '' : ', part of the data'}`)}</p>
<p>${escapeHtml(benchmark.compared)}</p></header>`,
    warnings.length === 0
      ? ''
      : `<ul class="warnings">${warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join('\n')}</ul>`,
    section('Figures', figures.length === 0 ? '<p>None.</p>' : figureTable(figures)),
    section(
      'Measured beside published',
      result.published.length === 0 ? '' : publishedTable(result.published),
    ),
    section(`${model.id} against ${against?.id ?? ''}`, against ? comparisonTable(result) : ''),
    section(`Sets of ${against?.id ?? ''}`, result.againstSets ? figureTable(result.againstSets) : ''),
    section('How the figures are spread', histograms(result, items)),
    section('By group', groupPlots(result)),
    section(
      'Pictures',
      result.items === 0
        ? ''
        : `<p>By SSIM, where there is one. Flow: where the garment shows, hue is the direction to where it is sampled (red: to the right, then over yellow, downwards), saturation the distance.</p>
${await pictureRows(items, picture, [model.id, against?.id])}`,
    ),
    section('Figures of each group', groups.map(groupTable).join('\n')),
    section('Problems', problems.length === 0 ? '' : problemList(problems)),
    section('Where this comes from', factTable(provenance(result, record))),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${REPORT_STYLE}</style></head>
<body>${sections.filter((part) => part !== '').join('\n')}</body></html>
`;
}

function section(heading: string, content: string): string {
  return content === '' ? '' : `<section><h2>${escapeHtml(heading)}</h2>${content}</section>`;
}

function groupTable({ name, figures }: EvaluationResult['groups'][number]): string {
  return `<h3>${escapeHtml(name)}</h3>${figureTable(figures)}`;
}

function histograms({ figures, model, against }: EvaluationResult, items: readonly ItemRecord[]): string {
  const plots = figures.flatMap(({ metric, mean, low, high }) => {
    if (!(metric in FIGURE_KINDS)) return [];
    const name = metric as FigureName;
    const { label, digits }: FigureKind = FIGURE_KINDS[name];
    const first = { name: model.id, values: valuesOf(items, name), mean, low, high };
    return [histogram({ label, digits, series: [first, ...secondSeries(name, items, against?.id)] })];
  });
  if (plots.length === 0) return '';
  const legend = against
    ? `<p class="legend"><span class="s0">${escapeHtml(model.id)}</span><span class="s1">${escapeHtml(against.id)}</span></p>`
    : '';
  return `<p>Items by value; the line is the mean, the band its 95 % interval.</p>${legend}<div class="plots">${plots.join('\n')}</div>`;
}

function secondSeries(
  metric: FigureName,
  items: readonly ItemRecord[],
  name: string | undefined,
): HistogramSeries[] {
  const values = items.flatMap(({ against }) => (against?.[metric] === undefined ? [] : [against[metric]]));
  if (name === undefined || values.length === 0) return [];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [{ name, values, mean, low: null, high: null }];
}

/** Figures that are drawn by group, where they were measured. */
const BY_GROUP: readonly Figure['metric'][] = [
  'ssim',
  'l1',
  'iou',
  'cycleSsim',
  'skinToVisible',
  'skinToTruth',
  'skinLightness',
];

/** Figures of each group beside those of all. */
function groupPlots({ figures, groups }: EvaluationResult): string {
  if (groups.length === 0) return '';
  const plots = figures
    .filter(({ metric }) => BY_GROUP.includes(metric))
    .map((all) => {
      const rows = groups.flatMap(({ name, figures: own }) => {
        const figure = own.find(({ metric }) => metric === all.metric);
        return figure ? [{ name, figure }] : [];
      });
      return rows.length === 0 ? '' : intervalPlot(all.label, [{ name: 'all', figure: all }, ...rows]);
    });
  return `<div class="intervals">${plots.join('\n')}</div>`;
}
