import type { FeedFormat, GarmentImport, GarmentImportError } from '../../api/admin-api.types.js';
import { CliError, EXIT } from '../exit-code.js';
import { progress } from '../progress.js';
import { type AdminClient, type UploadGrant, UploadRefused } from './admin-client.js';

const POLL_MS = 500;
const ERRORS_A_PAGE = 100;

type ImportProgress = Pick<GarmentImport, 'id' | 'state' | 'lines' | 'created' | 'updated' | 'failed'>;

/** What an import came to. */
export interface ImportReport extends ImportProgress {
  /** The first thousand, by line. */
  readonly errors: readonly GarmentImportError[];
}

const CREATE = `mutation ($format: FeedFormat!) {
  createGarmentImport(input: { format: $format }) {
    garmentImport { id }
    upload { uploadUrl uploadMethod maxBytes }
  }
}`;
const POLL = 'query ($id: ID!) { garmentImport(id: $id) { id state lines created updated failed } }';
const ERRORS = `query ($id: ID!, $skip: Int!, $take: Int!) {
  garmentImport(id: $id) { errors(skip: $skip, take: $take) { line sku field message } }
}`;

/** Sends the feed, waits until the server has read it, and answers what became of its lines. */
export async function importFeed(
  client: AdminClient,
  format: FeedFormat,
  feed: Buffer,
): Promise<ImportReport> {
  const { createGarmentImport } = await client.request<{
    createGarmentImport: { garmentImport: { id: string }; upload: UploadGrant };
  }>(CREATE, { format });
  const { garmentImport, upload } = createGarmentImport;
  await client.upload(upload, feed).catch((error: unknown) => {
    throw error instanceof UploadRefused
      ? new CliError(EXIT.failed, `The feed was refused: ${error.message}.`)
      : error;
  });
  const done = await waitFor(client, garmentImport.id);
  return { ...done, errors: done.failed > 0 ? await readErrors(client, done.id) : [] };
}

async function waitFor(client: AdminClient, id: string): Promise<ImportProgress> {
  let told = '';
  for (;;) {
    const { garmentImport } = await client.request<{ garmentImport: ImportProgress | null }>(POLL, { id });
    if (!garmentImport) throw new CliError(EXIT.failed, 'The import is gone.');
    const { state, lines, created, updated, failed } = garmentImport;
    const line = `${state.toLowerCase()}: ${lines} lines, ${created} created, ${updated} updated, ${failed} failed`;
    if (line !== told) progress(line);
    told = line;
    if (state === 'COMPLETED' || state === 'FAILED') return garmentImport;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function readErrors(client: AdminClient, id: string): Promise<GarmentImportError[]> {
  const errors: GarmentImportError[] = [];
  for (;;) {
    const page = { id, skip: errors.length, take: ERRORS_A_PAGE };
    const { garmentImport } = await client.request<{ garmentImport: Pick<GarmentImport, 'errors'> | null }>(
      ERRORS,
      page,
    );
    const next = garmentImport?.errors ?? [];
    errors.push(...next);
    if (next.length < ERRORS_A_PAGE) return errors;
  }
}
