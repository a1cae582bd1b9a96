import type {
  EvaluationProblem,
  EvaluationResult,
  Figure,
  FigureComparison,
  PublishedBeside,
} from '../runs/evaluation-result.js';
import { escapeHtml } from './escape-html.js';
import { fixed, interval, tellP } from './numbers.js';

const ARROWS = { higher: '↑', lower: '↓', neither: '' } as const;
const MEANINGS = { higher: 'more is better', lower: 'less is better', neither: '' } as const;
/** More problems are only counted: `result.json` has them all. */
const MOST_PROBLEMS = 200;

/** Figures with their intervals. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { label, better, unit, digits, mean, low, high, count, features } = figure;
    const arrow = better === 'neither' ? '' : ` <span title="${MEANINGS[better]}">${ARROWS[better]}</span>`;
    const proxy = features === undefined ? '' : ` <small>${escapeHtml(features)}</small>`;
    return `<tr><th scope="row">${escapeHtml(label)}${arrow}${proxy}</th><td class="n">${fixed(mean, digits)}${unit ? ` ${unit}` : ''}</td><td class="n">${interval(low, high, digits)}</td><td class="n">${count}</td></tr>`;
  });
  return table(['Figure', 'Mean', '95 % interval', 'Items'], rows);
}

/** Published figures beside measured ones. */
export function publishedTable(published: readonly PublishedBeside[]): string {
  const rows = published.map((row) => {
    const { method, data, protocol, pairs, size, colours, metric, figure, unit, source, measured } = row;
    const shown = `${figure}${unit ? ` ${unit}` : ''}`;
    const digits = Math.max(2, (String(figure).split('.')[1] ?? '').length);
    const remarks = row.comparable
      ? ['comparable, as far as the source tells', ...row.remarks]
      : [...row.remarks];
    return `<tr><th scope="row">${escapeHtml(method)}<br><small>${escapeHtml(source)}</small></th><td>${escapeHtml(data)}<br><small>${escapeHtml(`${protocol}; ${pairs}; ${size}; colours: ${colours}`)}</small></td><td>${escapeHtml(metric)}</td><td class="n">${escapeHtml(shown)}</td><td class="n">${fixed(measured, digits)}</td><td>${remarks.map((remark) => escapeHtml(remark)).join('<br>')}</td></tr>`;
  });
  return table(['Method', 'Data and protocol', 'Metric', 'Published', 'Measured here', 'Remarks'], rows);
}

/** Two models on the same items. */
export function comparisonTable({ model, against, comparison }: EvaluationResult): string {
  const rows = (comparison ?? []).map((row: FigureComparison) => {
    const { label, better, digits, difference, low, high, count } = row;
    const arrow = better === 'neither' ? '' : ` ${ARROWS[better]}`;
    return `<tr><th scope="row">${escapeHtml(label)}${arrow}</th><td class="n">${fixed(row.model, digits)}</td><td class="n">${fixed(row.against, digits)}</td><td class="n">${fixed(difference, digits + 1)} ${interval(low, high, digits + 1)}</td><td class="n">${tellP(row.pValue)}</td><td class="n">${tellP(row.wilcoxonP)}</td><td class="n">${fixed(row.effectSize, 2)}</td><td class="n">${row.winShare === null ? '–' : `${(100 * row.winShare).toFixed(0)} %`}</td><td class="n">${count}</td></tr>`;
  });
  return table(
    [
      'Figure',
      model.id,
      against?.id ?? '',
      'Difference, 95 % interval',
      'p, permutation',
      'p, Wilcoxon',
      'Effect size d',
      'Better on',
      'Items',
    ],
    rows,
  );
}

/** Items that could not be measured. */
export function problemList(problems: readonly EvaluationProblem[]): string {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const rows = shown.map(
    ({ id, problem }) =>
      `<tr><th scope="row"><code>${escapeHtml(id)}</code></th><td>${escapeHtml(problem)}</td></tr>`,
  );
  const rest = problems.length - shown.length;
  return `${table(['Item', 'Problem'], rows)}${rest > 0 ? `<p>And ${rest} more, in result.json.</p>` : ''}`;
}

/** Facts by name. */
export function factTable(facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<div class="scroll"><table class="facts"><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function table(headings: readonly string[], rows: readonly string[]): string {
  const head = headings.map((heading) => `<th scope="col">${escapeHtml(heading)}</th>`).join('');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}
