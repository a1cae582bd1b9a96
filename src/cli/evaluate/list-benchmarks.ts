import { BENCHMARKS } from '../../evaluation/benchmarks/benchmark-list.js';
import type { PublishedRow } from '../../evaluation/benchmarks/benchmark.js';

/** All benchmarks, as text or as JSON. */
export function listBenchmarks(json: boolean): string[] {
  if (json) return [JSON.stringify(BENCHMARKS.map(withoutPattern), null, 2)];
  return BENCHMARKS.flatMap(({ id, title, protocol, compared, layout, published }) => [
    `${id}: ${title} (${protocol})`,
    `  ${compared}`,
    `  Data: ${layout}`,
    ...published.map((row) => `  Published: ${tellRow(row)}`),
    '',
  ]);
}

/** A regular expression has no JSON. */
function withoutPattern(benchmark: (typeof BENCHMARKS)[number]): object {
  const { family: _family, ...rest } = benchmark;
  return rest;
}

function tellRow({ method, data, protocol, metric, figure, unit, source }: PublishedRow): string {
  return `${method}, ${data}, ${protocol}: ${metric} ${figure}${unit ? ` ${unit}` : ''} (${source})`;
}
