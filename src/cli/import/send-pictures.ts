import { readFile } from 'node:fs/promises';
import { progress } from '../progress.js';
import { type AdminClient, type UploadGrant, UploadRefused } from './admin-client.js';
import type { FeedPicture } from './feed-pictures.js';

const FIND = 'query ($sku: String!) { garmentBySku(sku: $sku) { id } }';
const GRANT = `mutation ($garmentId: ID!) {
  createGarmentPictureUpload(input: { garmentId: $garmentId }) { ... on Upload { uploadUrl uploadMethod maxBytes } }
}`;

/** How often progress is told. */
const TELL_EVERY = 25;

/** A picture that did not reach its garment. */
export interface PictureFailure {
  readonly line: number;
  readonly sku: string;
  readonly message: string;
}

/** Sends each picture to the garment of its line as the one that is tried on. */
export async function sendPictures(
  client: AdminClient,
  pictures: readonly FeedPicture[],
): Promise<PictureFailure[]> {
  const failures: PictureFailure[] = [];
  for (const [index, picture] of pictures.entries()) {
    const message = await send(client, picture);
    if (message !== undefined) failures.push({ line: picture.line, sku: picture.sku, message });
    const sent = index + 1;
    if (sent % TELL_EVERY === 0 || sent === pictures.length) {
      progress(`pictures: ${sent} of ${pictures.length}, ${failures.length} failed`);
    }
  }
  return failures;
}

/** Why the picture could not be sent; undefined when it was. */
async function send(client: AdminClient, { sku, name, path }: FeedPicture): Promise<string | undefined> {
  if (path === undefined) return `${name} lies outside of the folder of pictures.`;
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return `${name} cannot be read.`;
  const { garmentBySku } = await client.request<{ garmentBySku: { id: string } | null }>(FIND, { sku });
  if (!garmentBySku) return 'There is no garment with this sku.';
  const { createGarmentPictureUpload: grant } = await client.request<{
    createGarmentPictureUpload: Partial<UploadGrant>;
  }>(GRANT, { garmentId: garmentBySku.id });
  const { uploadUrl, uploadMethod, maxBytes } = grant;
  if (uploadUrl === undefined || uploadMethod === undefined || maxBytes === undefined) {
    return 'The garment is gone.';
  }
  try {
    await client.upload({ uploadUrl, uploadMethod, maxBytes }, bytes);
    return undefined;
  } catch (error) {
    if (!(error instanceof UploadRefused)) throw error;
    return `${name}: ${error.message}`;
  }
}
