import { HttpError } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { type Upload, UPLOAD, uploadFile } from '../api/upload-file.js';

/** A model of the shop as the form has them. */
export interface NewPerson {
  readonly name: string;
  readonly photo: { readonly rawFile: File };
  /** The merchant holds the person's written consent. */
  readonly consentHeld: boolean;
}

/**
 * Adds a sample person.
 * @throws HttpError with the findings when the photo cannot be used
 */
export async function addPerson({ name, photo, consentHeld }: NewPerson): Promise<void> {
  const { made } = await ask<{ made: { upload: Upload } }>(
    `mutation ($input: CreateSamplePersonUploadInput!) {
      made: createSamplePersonUpload(input: $input) { upload { ${UPLOAD} } } }`,
    { input: { name, consentHeld } },
  );
  const { state, issues = [] } = await uploadFile(made.upload, photo.rawFile);
  if (state === 'REJECTED') throw new HttpError(issues.map(({ message }) => message).join(' '), 422);
}

/** Deletes the person's picture with every result that shows them. */
export async function deletePerson(id: string): Promise<void> {
  const { result } = await ask<{ result: object }>(
    `mutation ($id: ID!) { result: deleteSamplePerson(id: $id) { ... on DeletionReceipt { id } ${FAILURE} } }`,
    { id },
  );
  outcome(result);
}
