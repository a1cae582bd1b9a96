import type { FigureName } from '../runs/figure-kinds.js';
import type { ItemRecord } from '../runs/item-log.js';

/** Items that are shown, by place in the run. */
export interface ChosenItems {
  readonly title: string;
  readonly indexes: readonly number[];
}

/** How many of a kind are shown. */
const EACH = 12;

/**
 * The best, median and worst items by a figure, each item once. Where no item has it: some, evenly spread over all.
 *
 * @param metric of which more is better
 */
export function chooseItems(items: readonly ItemRecord[], metric: FigureName = 'ssim'): ChosenItems[] {
  const ranked = items
    .flatMap(({ figures }, index) =>
      figures?.[metric] === undefined ? [] : [{ index, value: figures[metric] }],
    )
    .sort((a, b) => a.value - b.value || a.index - b.index)
    .map(({ index }) => index);
  if (ranked.length === 0) return [spread(items)];
  const each = Math.min(EACH, Math.ceil(ranked.length / 3));
  const worst = ranked.slice(0, each);
  const best = ranked.slice(Math.max(each, ranked.length - each)).reverse();
  const between = ranked.slice(worst.length, ranked.length - best.length);
  const start = Math.max(0, Math.floor((between.length - each) / 2));
  return [
    { title: 'Worst', indexes: worst },
    { title: 'Median', indexes: between.slice(start, start + each) },
    { title: 'Best', indexes: best },
  ].filter(({ indexes }) => indexes.length > 0);
}

function spread(items: readonly ItemRecord[]): ChosenItems {
  const sound = items.flatMap(({ figures }, index) => (figures ? [index] : []));
  const count = Math.min(EACH, sound.length);
  const indexes = Array.from({ length: count }, (_, i) => sound[Math.floor((i * sound.length) / count)]!);
  return { title: 'Some, evenly spread', indexes };
}
