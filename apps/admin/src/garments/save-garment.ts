import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { type Upload, UPLOAD, uploadFile } from '../api/upload-file.js';
import type { Garment } from '../data/records.js';
import { RESOURCES } from '../data/resources.js';
import { type GarmentForm, garmentInput } from './garment-input.js';
import { withAmount } from './price.js';

const garmentOr = () =>
  `... on Garment { ${RESOURCES.garments!.fields} } ${FAILURE} ... on InvalidInput { field }`;

/** Makes a garment and, when one was chosen, sends its picture. */
export async function createGarment(form: GarmentForm): Promise<Garment> {
  const { result } = await ask<{ result: Garment }>(
    `mutation ($input: CreateGarmentInput!) { result: createGarment(input: $input) { ${garmentOr()} } }`,
    { input: garmentInput(form) },
  );
  const garment = outcome(result);
  if (form.picture) await uploadGarmentPicture(garment.id, form.picture.rawFile);
  return withAmount(garment);
}

export async function updateGarment(id: string, form: GarmentForm): Promise<Garment> {
  const { result } = await ask<{ result: Garment }>(
    `mutation ($input: UpdateGarmentInput!) { result: updateGarment(input: $input) { ${garmentOr()} } }`,
    { input: { id, ...garmentInput(form) } },
  );
  return withAmount(outcome(result));
}

/** Sends a product picture, which becomes the one that is tried on; the server then prepares the garment. */
export async function uploadGarmentPicture(garmentId: string, file: File): Promise<void> {
  const { upload } = await ask<{ upload: Upload }>(
    `mutation ($input: CreateGarmentPictureUploadInput!) {
      upload: createGarmentPictureUpload(input: $input) { ... on Upload { ${UPLOAD} } ${FAILURE} } }`,
    { input: { garmentId } },
  );
  await uploadFile(outcome(upload), file);
}

/** Mutations that take a garment's id and change its state. */
export type GarmentStep = 'archiveGarment' | 'restoreGarment' | 'prepareGarment';

export async function stepGarment(step: GarmentStep, id: string): Promise<void> {
  const { result } = await ask<{ result: object }>(
    `mutation ($id: ID!) { result: ${step}(id: $id) { ... on Garment { id } ${FAILURE} } }`,
    { id },
  );
  outcome(result);
}
