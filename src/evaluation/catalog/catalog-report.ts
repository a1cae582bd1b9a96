import type { GarmentCategory } from '../../api/admin-api.types.js';
import { estimateMean } from '../../neural/metrics/estimate.js';
import { type ProportionEstimate, wilsonInterval } from '../statistics/wilson-interval.js';
import type { GarmentCount, GarmentCounts } from './catalog-evaluation.entity.js';
import type { EvaluatedPair } from './evaluated-pair.entity.js';

/** What the figures need of a pair. */
export type CountedPair = Pick<EvaluatedPair, 'id' | 'position' | 'category' | 'state' | 'score'>;

/** Null bounds with fewer than two values. */
export interface ScoreEstimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly count: number;
}

/** Figures of a part of the catalog; shares are null where there was nothing to count. */
export interface PartFigures {
  /** Garments that can be tried on, of those that are not archived. */
  readonly garments: ProportionEstimate | null;
  /** Pairs dealt with whose result would be shown. */
  readonly shown: ProportionEstimate | null;
  /** Of the pairs that were computed, those withheld. */
  readonly abstained: ProportionEstimate | null;
  readonly withheld: number;
  readonly failed: number;
  readonly score: ScoreEstimate | null;
}

export interface CatalogFigures extends PartFigures {
  readonly categories: readonly (PartFigures & { readonly category: GarmentCategory })[];
  /** Ids of the pairs of least confidence, the worst first. */
  readonly worst: readonly string[];
}

const CATEGORIES: readonly GarmentCategory[] = ['UPPER_BODY', 'LOWER_BODY', 'DRESS'];
const WORST = 20;

/** Figures over the pairs so far; categories without garments are left out. */
export function catalogFigures(garments: GarmentCounts, pairs: readonly CountedPair[]): CatalogFigures {
  const counts = CATEGORIES.map((category) => garments[category] ?? { total: 0, ready: 0 });
  const categories = CATEGORIES.flatMap((category, i) => {
    const count = counts[i]!;
    const own = pairs.filter((pair) => pair.category === category);
    return count.total === 0 && own.length === 0 ? [] : [{ category, ...partFigures(count, own) }];
  });
  const worst = pairs
    .filter((pair) => pair.score !== null)
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0) || a.position - b.position)
    .slice(0, WORST);
  return {
    ...partFigures(
      counts.reduce((sum, { total, ready }) => ({ total: sum.total + total, ready: sum.ready + ready })),
      pairs,
    ),
    categories,
    worst: worst.map(({ id }) => id),
  };
}

function partFigures({ total, ready }: GarmentCount, pairs: readonly CountedPair[]): PartFigures {
  const count = (state: CountedPair['state']): number => pairs.filter((pair) => pair.state === state).length;
  const [shown, withheld, failed] = [count('SHOWN'), count('WITHHELD'), count('FAILED')];
  return {
    garments: wilsonInterval(ready, total),
    shown: wilsonInterval(shown, shown + withheld + failed),
    abstained: wilsonInterval(withheld, shown + withheld),
    withheld,
    failed,
    score: scoreOf(pairs.flatMap(({ score }) => (score === null ? [] : [score]))),
  };
}

function scoreOf(scores: readonly number[]): ScoreEstimate | null {
  if (scores.length === 0) return null;
  const { mean, low, high, count } = estimateMean(scores);
  return { mean, count, low: Number.isNaN(low) ? null : low, high: Number.isNaN(high) ? null : high };
}
