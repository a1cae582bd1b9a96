import { comparePaired } from '../../neural/statistics/paired-comparison.js';
import type { FigureComparison } from './evaluation-result.js';
import {
  FIGURE_KINDS,
  FIGURE_NAMES,
  type FigureKind,
  type FigureName,
  type ItemFigures,
} from './figure-kinds.js';
import type { ItemRecord } from './item-log.js';
import { orNull } from './summarise-items.js';

/**
 * Compares two models on the items that both runs measured, by id. Figures of which neither direction is better are left
 * out.
 *
 * @param first items of the first model
 * @param second items of the second one: its own run's `figures`
 */
export function compareItems(
  first: readonly ItemRecord[],
  second: readonly ItemRecord[],
): FigureComparison[] {
  const others = new Map(second.map(({ id, figures }) => [id, figures]));
  const both = first.flatMap(({ id, figures }): [ItemFigures, ItemFigures][] => {
    const other = others.get(id);
    return figures && other ? [[figures, other]] : [];
  });
  return FIGURE_NAMES.flatMap((metric) => compareFigure(metric, both));
}

/** Compares the two models of one run. */
export function compareWithin(items: readonly ItemRecord[]): FigureComparison[] {
  return compareItems(
    items,
    items.map(({ id, against }) => ({ id, figures: against })),
  );
}

function compareFigure(metric: FigureName, both: readonly [ItemFigures, ItemFigures][]): FigureComparison[] {
  const { label, better, digits }: FigureKind = FIGURE_KINDS[metric];
  const pairs = both.flatMap(([a, b]): [number, number][] =>
    a[metric] === undefined || b[metric] === undefined ? [] : [[a[metric], b[metric]]],
  );
  if (better === 'neither' || pairs.length === 0) return [];
  const [first, second] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
  const compared = comparePaired(first, second, { higherIsBetter: better === 'higher' });
  return [
    {
      metric,
      label,
      better,
      digits,
      model: meanOf(first),
      against: meanOf(second),
      difference: compared.mean,
      low: orNull(compared.low),
      high: orNull(compared.high),
      count: compared.count,
      pValue: orNull(compared.pValue),
      wilcoxonP: orNull(compared.wilcoxonP),
      effectSize: orNull(compared.effectSize),
      winShare: orNull(compared.winShare),
    },
  ];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
