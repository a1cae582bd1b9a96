import type { Benchmark } from '../benchmarks/benchmark.js';
import { compareWithin } from './compare-items.js';
import type { EvaluationResult, Figure, LeakReport } from './evaluation-result.js';
import type { ItemRecord } from './item-log.js';
import { leakWarnings } from './leaks.js';
import type { FoundItems, ItemSize } from './open-items.js';
import { besidePublished } from './published-beside.js';
import type { EvaluationRecord } from './run-record.js';
import { summariseGroups, summariseItems } from './summarise-items.js';

/** What a result is made of. */
export interface ResultParts {
  readonly benchmark: Benchmark;
  readonly record: EvaluationRecord;
  readonly items: readonly ItemRecord[];
  readonly leaks: LeakReport;
  readonly size: ItemSize;
  readonly found: Pick<FoundItems, 'warnings'>;
  /** FID and the like of all that was measured, and of the second model. */
  readonly sets: { readonly model: readonly Figure[]; readonly against: readonly Figure[] };
}

/** The result of all items. Holds nothing of time or place, so that the same run gives the same result. */
export function resultOf(parts: ResultParts): EvaluationResult {
  const { benchmark, record, items, leaks, size, found, sets } = parts;
  const { fingerprint, model, against, code } = record;
  const { path: _path, ...data } = record.data;
  const sound = items.filter(({ figures }) => figures !== undefined);
  const figures = [...summariseItems(sound), ...sets.model];
  const groups = summariseGroups(sound, leaks.ids);
  const isPart = data.limit !== undefined;
  const { id, title, protocol, compared } = benchmark;
  return {
    version: 1,
    fingerprint,
    benchmark: { id, title, protocol, compared },
    model,
    ...(against && { against }),
    data,
    size,
    items: sound.length,
    problems: items.flatMap(({ id: item, problem }) =>
      problem === undefined ? [] : [{ id: item, problem }],
    ),
    warnings: [
      ...benchmark.warnings,
      ...leakWarnings(leaks, benchmark, sound.length),
      ...found.warnings,
      ...sizeWarnings(record),
      ...proxyWarnings(sets.model),
      ...(sound.length === 0 ? ['Nothing could be measured: see the problems.'] : []),
    ],
    figures,
    groups,
    published: besidePublished(benchmark, { figures, groups, size, isPart }),
    leaks,
    ...(against && { comparison: compareWithin(sound) }),
    ...(sets.against.length > 0 && { againstSets: sets.against }),
    code,
  };
}

/** Figures of pictures of different size are not comparable: smaller pictures hide more. */
function sizeWarnings({ model, against, options }: EvaluationRecord): string[] {
  if (!against || options.size === 'published') return [];
  if (model.height === against.height && model.width === against.width) return [];
  return [
    `${model.id} was measured at ${model.height}×${model.width} and ${against.id} at ${against.height}×${against.width}: ` +
      'their figures cannot be compared. --size published measures both at one size.',
  ];
}

function proxyWarnings(sets: readonly Figure[]): string[] {
  const proxy = sets.find(({ features }) => features?.startsWith('proxy:'));
  return proxy
    ? [
        `FID and KID were made of the features of ${proxy.features}, not of Inception: a PROXY. They compare models measured alike with one another, and with nothing that was published.`,
      ]
    : [];
}
