import { estimateMean } from '../../neural/metrics/estimate.js';
import type { Figure, FigureGroup } from './evaluation-result.js';
import { FIGURE_KINDS, FIGURE_NAMES, type FigureKind, type FigureName } from './figure-kinds.js';
import type { ItemRecord } from './item-log.js';

/** Mean and interval of each figure that any of the items has. */
export function summariseItems(items: readonly ItemRecord[]): Figure[] {
  return FIGURE_NAMES.flatMap((metric) => {
    const values = valuesOf(items, metric);
    if (values.length === 0) return [];
    const { mean, low, high, count } = estimateMean(values);
    const kind: FigureKind = FIGURE_KINDS[metric];
    return [{ metric, ...kind, mean, low: orNull(low), high: orNull(high), count }];
  });
}

/** The same of each group, and of the items that are not leaked when some are. */
export function summariseGroups(items: readonly ItemRecord[], leaked: readonly string[]): FigureGroup[] {
  const names = [...new Set(items.flatMap(({ group }) => (group === undefined ? [] : [group])))].sort();
  const groups = names.map((name) => ({
    name,
    figures: summariseItems(items.filter(({ group }) => group === name)),
  }));
  if (leaked.length === 0) return groups;
  const isLeaked = new Set(leaked);
  const clean = items.filter(({ id }) => !isLeaked.has(id));
  return [{ name: WITHOUT_LEAKS, figures: summariseItems(clean) }, ...groups];
}

/** Name of the group of items that the model was not trained on. */
export const WITHOUT_LEAKS = 'without leaked items';

/** Values of a figure, items without it passed over. */
export function valuesOf(items: readonly ItemRecord[], metric: FigureName): number[] {
  return items.flatMap(({ figures }) => {
    const value = figures?.[metric];
    return value === undefined ? [] : [value];
  });
}

/** JSON knows no NaN. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
