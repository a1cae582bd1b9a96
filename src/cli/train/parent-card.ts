import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ModelCard } from '../../models/model-card.js';
import { readModelCard } from '../../models/read-model-card.js';
import { WEIGHTS_FILE } from './weights-file.js';

/** What a model inherits from the weights that its training began with. */
export type ParentCard = Pick<ModelCard, 'id' | 'licence' | 'allowedUse' | 'trainingData' | 'notes'>;

/**
 * The card of the model that a training begins with: its terms go on to the child. Weights without a card are taken for
 * research only, since nobody can tell what they have seen.
 *
 * @param start folder of the model, or a weights file
 * @throws ModelError when there is a card and it is wrong
 */
export async function loadParentCard(start: string): Promise<ParentCard> {
  const path = resolve(start);
  const folder = basename(path) === WEIGHTS_FILE ? dirname(path) : path;
  const json = await readFile(join(folder, 'card.json'), 'utf8').catch(() => undefined);
  if (json !== undefined) return readModelCard(json, basename(folder));
  const name = `weights of unknown origin (${basename(dirname(path))}/${basename(path)})`;
  return {
    id: name,
    licence: 'Research only: began with weights of unknown origin',
    allowedUse: 'research',
    trainingData: [{ name, terms: 'not stated; treat as research only' }],
    notes: [],
  };
}
