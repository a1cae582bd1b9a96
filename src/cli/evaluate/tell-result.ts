import { join } from 'node:path';
import type { EvaluationResult, Figure, FigureComparison } from '../../evaluation/runs/evaluation-result.js';
import { REPORT_FILE } from '../../evaluation/report/report.js';
import { fixed, interval, tellP } from '../../evaluation/report/numbers.js';

/** More problems are only counted. */
const MOST_PROBLEMS = 20;

/** A result as people read it on a terminal. */
export function tellResult(result: EvaluationResult, folder: string): string[] {
  const { benchmark, model, against, data, size, items, warnings, figures, groups, published, problems } =
    result;
  return [
    `${benchmark.title}: ${model.id} ${model.version}, ${items} of ${data.pairs} items at ${size.height}×${size.width}`,
    benchmark.compared,
    ...warnings.map((warning) => `WARNING: ${warning}`),
    '',
    ...figureLines(figures),
    ...groups.flatMap(({ name, figures: own }) => [
      '',
      `${name}, ${own[0]?.count ?? 0} items`,
      ...figureLines(own),
    ]),
    ...(published.length === 0
      ? []
      : [
          '',
          'Measured beside published',
          ...published.map(
            ({ method, data: where, protocol, metric, figure, unit, measured, remarks, comparable }) =>
              `  ${metric.padEnd(8)}${fixed(measured, 4).padStart(9)}  published ${figure}${unit ? ` ${unit}` : ''}: ${method}, ${where}, ${protocol} (${[...(comparable ? ['comparable'] : []), ...remarks].join('; ')})`,
          ),
        ]),
    ...(result.comparison && against
      ? ['', `${model.id} − ${against.id}`, ...result.comparison.map(tellComparison)]
      : []),
    ...(problems.length === 0
      ? []
      : [
          '',
          `${problems.length} items could not be measured`,
          ...problems.slice(0, MOST_PROBLEMS).map(({ id, problem }) => `  ${id}: ${problem}`),
          ...(problems.length > MOST_PROBLEMS
            ? [`  and ${problems.length - MOST_PROBLEMS} more: result.json`]
            : []),
        ]),
    '',
    join(folder, REPORT_FILE),
  ];
}

function figureLines(figures: readonly Figure[]): string[] {
  const width = Math.max(0, ...figures.map(({ label }) => label.length));
  return figures.map(({ label, unit, mean, low, high, digits, count, features }) => {
    const note = [features ?? '', `${count} items`].filter((part) => part !== '').join(', ');
    return `  ${label.padEnd(width)}  ${fixed(mean, digits).padStart(9)} ${unit ?? ''} ${interval(low, high, digits)} (${note})`.replace(
      /  +\[/,
      ' [',
    );
  });
}

function tellComparison(row: FigureComparison): string {
  const { label, difference, low, high, digits, pValue, effectSize, winShare, count } = row;
  const wins = winShare === null ? '–' : `${(100 * winShare).toFixed(0)} %`;
  return `  ${label}: ${fixed(difference, digits + 1)} ${interval(low, high, digits + 1)}, p ${tellP(pValue)}, d ${fixed(effectSize, 2)}, better on ${wins} of ${count}`;
}
