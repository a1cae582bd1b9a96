import { ask } from '../../api/ask.js';
import { FAILURE, outcome } from '../../api/outcome.js';
import { type Upload, UPLOAD, uploadFile } from '../../api/upload-file.js';
import { maskFile } from './mask-picture.js';
import type { MaskPainting } from './mask-painting.js';

/** Sends a mask, with which the server then prepares the garment. */
export async function saveMask(garmentId: string, mask: MaskPainting): Promise<void> {
  const { upload } = await ask<{ upload: Upload }>(
    `mutation ($input: CreateGarmentMaskUploadInput!) {
      upload: createGarmentMaskUpload(input: $input) { ... on Upload { ${UPLOAD} } ${FAILURE} } }`,
    { input: { garmentId } },
  );
  await uploadFile(outcome(upload), await maskFile(mask));
}

/** Goes back to the automatic mask. */
export async function discardMask(garmentId: string): Promise<void> {
  const { result } = await ask<{ result: object }>(
    `mutation ($id: ID!) { result: discardGarmentMask(id: $id) { ... on Garment { id } ${FAILURE} } }`,
    { id: garmentId },
  );
  outcome(result);
}
