import type { Benchmark } from '../benchmarks/benchmark.js';
import type { ModelCard } from '../../models/model-card.js';
import { findLeaks } from '../../neural/datasets/checking/find-duplicates.js';
import type { DataSet } from '../../neural/datasets/data-set.js';
import type { LeakReport } from './evaluation-result.js';
import { WITHOUT_LEAKS } from './summarise-items.js';

/** Ids of rendered people, as cards name them. */
const PERSON = /\bp\d{2}\b/g;

/**
 * Which test items the model may have been trained on, by what its card names. Of renders a card that names the people tells
 * exactly; of photographs it only tells that they are of the same data set.
 *
 * @param ids of the items
 */
export function leaksByCard(
  { family, source }: Benchmark,
  card: Pick<ModelCard, 'trainingData'>,
  ids: readonly string[],
): LeakReport {
  const trainingData = card.trainingData.map(({ name }) => name).filter((name) => family?.test(name));
  if (trainingData.length === 0) return { checked: 'nothing', trainingData, ids: [], matches: [] };
  const people = new Set(trainingData.flatMap((name) => name.match(PERSON) ?? []));
  // A card that names renders but no people says nothing about who was left out, so that all count as leaked.
  const isLeaked = (id: string): boolean => people.size === 0 || people.has(id.split('_')[0]!);
  return {
    checked: 'card',
    trainingData,
    ids: source.kind === 'renders' ? ids.filter(isLeaked) : [],
    matches: [],
  };
}

/** Which test items show a photo or a garment picture that is among the training data too. */
export async function leaksByContent(
  { family }: Benchmark,
  card: Pick<ModelCard, 'trainingData'>,
  training: DataSet,
  test: DataSet,
): Promise<LeakReport> {
  const matches = await findLeaks(training, test);
  return {
    checked: 'contents',
    trainingData: card.trainingData.map(({ name }) => name).filter((name) => family?.test(name)),
    ids: [...new Set(matches.flatMap(({ second }) => second.ids))].sort(),
    matches,
  };
}

/** What a reader must know of leaks; empty when there is nothing to tell. */
export function leakWarnings(
  { checked, trainingData, ids }: LeakReport,
  { source }: Pick<Benchmark, 'source'>,
  items: number,
): string[] {
  if (ids.length > 0) {
    const how = checked === 'contents' ? 'by content' : 'by the model’s card';
    return [
      `LEAK: ${ids.length} of ${items} items are in the training data (${how}); “${WITHOUT_LEAKS}” tells the rest.`,
    ];
  }
  // Of renders the card has told who they were.
  if (checked === 'card' && source.kind === 'layout') {
    return [
      `The model’s card names training data of the same kind (${trainingData.join('; ')}). Name it by --train to have equal pictures found.`,
    ];
  }
  return [];
}
