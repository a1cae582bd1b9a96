import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { ModelCard, type TensorContract } from './model-card.js';
import { ModelError } from './model-error.js';

/**
 * Reads and checks a model card.
 *
 * @param json text of `card.json`
 * @param folderName name of the folder it lies in, which must be its id
 * @throws ModelError `CARD_INVALID` naming every field that is wrong
 */
export function readModelCard(json: string, folderName: string): ModelCard {
  const card = plainToInstance(ModelCard, parse(json, folderName));
  const faults = validateSync(card, { whitelist: true, forbidNonWhitelisted: true }).flatMap((error) =>
    describeFaults(error),
  );
  if (faults.length === 0) faults.push(...contradictions(card, folderName));
  if (faults.length > 0) throw invalid(folderName, faults.join('; '));
  return card;
}

function parse(json: string, folderName: string): object {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw invalid(folderName, 'it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(folderName, 'it is not a JSON object');
  }
  return value;
}

function describeFaults(error: ValidationError, parent = ''): string[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((reason) => `${path}: ${reason}`);
  return [...own, ...(error.children ?? []).flatMap((child) => describeFaults(child, path))];
}

/** What no single field can tell. */
function contradictions(card: ModelCard, folderName: string): string[] {
  const { height, width } = card.frame;
  const faults: string[] = [];
  if (card.id !== folderName) faults.push(`id: is "${card.id}" but the folder is named "${folderName}"`);
  if (!card.files.some(({ path }) => path === card.graph)) faults.push('graph: names none of the files');
  const expect = (
    where: string,
    tensors: TensorContract[],
    name: string,
    shape: (number | undefined)[],
  ): void => {
    const tensor = tensors.find((candidate) => candidate.name === name);
    const fits =
      tensor?.shape.length === shape.length &&
      shape.every((size, i) => size === undefined || size === tensor.shape[i]);
    if (!fits)
      faults.push(`${where}: needs "${name}" of shape ${shape.map((size) => size ?? '?').join('×')}`);
  };
  expect('inputs', card.inputs, 'person', [1, 3, height, width]);
  expect('inputs', card.inputs, 'garment', [1, 3, height, width]);
  expect('inputs', card.inputs, 'garment_mask', [1, 1, height, width]);
  expect('outputs', card.outputs, 'flow', [1, 2, undefined, undefined]);
  expect('outputs', card.outputs, 'composition', [1, 1, height, width]);
  expect('outputs', card.outputs, 'rendered', [1, 3, height, width]);
  expect('outputs', card.outputs, 'preservation', [1, 1, height, width]);
  return faults;
}

function invalid(folderName: string, reason: string): ModelError {
  return new ModelError('CARD_INVALID', `Correct models/${folderName}/card.json: ${reason}.`);
}
