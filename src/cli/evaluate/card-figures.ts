import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { EvaluationResult, Figure } from '../../evaluation/runs/evaluation-result.js';
import { readResult } from '../../evaluation/runs/evaluate.js';
import { type EvaluationRecord, readRecord } from '../../evaluation/runs/run-record.js';
import type { ModelMetric } from '../../models/model-card.js';
import { readModelCard } from '../../models/read-model-card.js';
import { ModelRegistry } from '../../models/model-registry.js';
import { writeSynced } from '../../neural/training/run/write-synced.js';
import { CliError, EXIT } from '../exit-code.js';
import { formatJson } from './format-json.js';

const CARD = 'card.json';

/**
 * Writes the figures of an ended run into the metrics of its model's card, each with the protocol and the command that
 * measured it. Metrics of the same name and benchmark are replaced, others stay.
 *
 * @returns what was done, in lines
 * @throws CliError when the run has not ended, or measured another model
 */
export async function writeCardFigures(run: string, model: string): Promise<string[]> {
  const [result, record] = [await readResult(run), await readRecord(run)];
  if (!result || !record) throw new CliError(EXIT.usage, `${run} holds no evaluation that has ended.`);
  const folder = resolve(model);
  const id = basename(folder);
  const registry = new ModelRegistry({
    folder: dirname(folder),
    production: false,
    allowResearchModels: true,
  });
  const { digest } = await registry.load(id);
  if (digest !== result.model.digest) {
    throw new CliError(
      EXIT.failed,
      `${run} measured another model than the one in ${model}: evaluate this one.`,
    );
  }
  const path = join(folder, CARD);
  const json = await readFile(path, 'utf8');
  const measured = cardMetrics(result, record);
  const kept = readModelCard(json, id).metrics.filter(
    ({ name }) => !measured.some((metric) => metric.name === name),
  );
  const card = { ...(JSON.parse(json) as object), metrics: [...kept, ...measured] };
  const text = `${formatJson(card)}\n`;
  readModelCard(text, id);
  await writeSynced(path, text);
  return [
    `${path}: ${measured.length} figures of ${result.benchmark.id}, ${kept.length} others kept`,
    ...measured.map(({ name, value }) => `  ${name}: ${value}`),
  ];
}

/** The figures of a run as a card holds them. */
export function cardMetrics(result: EvaluationResult, record: EvaluationRecord): ModelMetric[] {
  const command = commandOf(result, record);
  const named = [
    ...result.figures.map((figure) => metricOf(figure, result, command)),
    ...result.groups.flatMap(({ name, figures }) =>
      figures.map((figure) => metricOf(figure, result, command, name)),
    ),
  ];
  return named;
}

function metricOf(figure: Figure, result: EvaluationResult, command: string, group?: string): ModelMetric {
  const { label, mean, low, high, count, digits, unit, features } = figure;
  const { benchmark, data, size } = result;
  const parts = [
    `${data.name}: ${count} items at ${size.height}×${size.width}`,
    ...(data.others === undefined ? [] : [`other garments: ${data.others}`]),
    ...(low === null || high === null
      ? []
      : [`95 % interval ${low.toFixed(digits)} to ${high.toFixed(digits)}`]),
    ...(unit === undefined ? [] : [`in ${unit}`]),
    ...(features === undefined ? [] : [`features: ${features}`]),
  ];
  return {
    name: [label, benchmark.id, ...(group === undefined ? [] : [group])].join(', '),
    value: Number(mean.toFixed(digits + 1)),
    protocol: parts.join('; '),
    command,
  };
}

/** The command that measures the same, with the last two parts of paths: the rest is nobody else's. */
function commandOf({ benchmark, model, data }: EvaluationResult, record: EvaluationRecord): string {
  const { options } = record;
  const parts = [
    `tryflow evaluate ${benchmark.id}`,
    ...(record.data.path === undefined
      ? []
      : [`--data ${record.data.path.split(/[/\\]/).slice(-2).join('/')}`]),
    `--model ${model.id}`,
    ...(options.people ? [`--people ${options.people.join(',')}`] : []),
    ...(options.split === undefined ? [] : [`--split ${options.split}`]),
    ...(data.limit === undefined ? [] : [`--limit ${data.limit}`]),
    ...(options.instruments?.features ? ['--features FILE'] : []),
    ...(options.instruments?.lpips ? [`--lpips ${options.instruments.lpips.backbone} …`] : []),
    ...(options.size === 'frame' ? [] : [`--size ${options.size}`]),
  ];
  return parts.join(' ');
}
