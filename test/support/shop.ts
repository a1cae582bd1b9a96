import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, put, type UploadBody } from './api-client.js';

/** What the tests look at of a try-on's answer. */
export interface TryOnAnswer {
  readonly __typename: string;
  readonly errorCode?: string;
  readonly cacheState?: string;
  readonly retryAfterMs?: number;
  readonly confidence?: { readonly score: number };
  readonly threshold?: number;
  readonly tryOn?: {
    readonly id: string;
    readonly state: string;
    readonly picture: {
      readonly url: string;
      readonly width: number;
      readonly height: number;
      readonly mediaType: string;
    } | null;
    readonly timings: Readonly<Record<string, number>> | null;
    readonly receipt: Readonly<Record<string, string>> | null;
    readonly confidence: { readonly score: number } | null;
  };
}

const TRY_ON_FIELDS = `id state picture { url width height mediaType } confidence { score maskAgreement flowRegularity coverage photoConsistency personFamiliarity }
  timings { queueMs decodeMs networkMs composeMs encodeMs totalMs }
  receipt { personDigest garmentDigest modelId modelDigest pipelineVersion executionProvider }`;

/** Asks for a try-on and answers the member of the result union. */
export async function tryOn(
  shopper: ApiClient,
  garmentId: string,
  personPhotoId: string,
  output: object | null = null,
): Promise<TryOnAnswer> {
  const { tryOn: answer } = await shopper.ask<{ tryOn: TryOnAnswer }>(
    `mutation ($input: TryOnInput!) { tryOn(input: $input) { __typename
      ... on TryOnCompleted { cacheState tryOn { ${TRY_ON_FIELDS} } }
      ... on TryOnQueued { retryAfterMs tryOn { ${TRY_ON_FIELDS} } }
      ... on TryOnLowConfidence { threshold confidence { score } }
      ... on QuotaExceeded { retryAfterMs }
      ... on TryOnBusy { retryAfterMs }
      ... on ErrorResult { errorCode } } }`,
    { input: { garmentId, personPhotoId, output } },
  );
  return answer;
}

/** Polls a try-on until it has left the queue. */
export async function waitForTryOn(
  shopper: ApiClient,
  id: string,
): Promise<NonNullable<TryOnAnswer['tryOn']>> {
  return poll(async () => {
    const { tryOn: found } = await shopper.ask<{ tryOn: TryOnAnswer['tryOn'] | null }>(
      `query ($id: ID!) { tryOn(id: $id) { ${TRY_ON_FIELDS} } }`,
      { id },
    );
    return found && !['QUEUED', 'RUNNING'].includes(found.state) ? found : undefined;
  });
}

/** Asks again until there is an answer. */
export async function poll<T>(ask: () => Promise<T | undefined>, timeoutMs = 60_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Nothing came within ${timeoutMs} ms.`);
    await sleep(100);
  }
}

/** Hands in a shopper's photo with consent. */
export async function uploadPhoto(
  shopper: ApiClient,
  bytes: Uint8Array,
): Promise<{ id: string; status: number; body: UploadBody; uploadUrl: string }> {
  const { shop } = await shopper.ask<{ shop: { consentVersion: string } }>('{ shop { consentVersion } }');
  const { createPersonPhotoUpload: upload } = await shopper.ask<{
    createPersonPhotoUpload: { uploadUrl: string; personPhoto: { id: string } };
  }>(
    `mutation ($v: String!) { createPersonPhotoUpload(input: { consentVersion: $v, consentScope: TRY_ON }) {
      ... on PersonPhotoUpload { uploadUrl personPhoto { id } } ... on ErrorResult { errorCode } } }`,
    { v: shop.consentVersion },
  );
  const answer = await put(upload.uploadUrl, bytes);
  return { id: upload.personPhoto.id, uploadUrl: upload.uploadUrl, ...answer };
}

/** Creates a garment from a picture and waits until it is prepared. */
export async function addGarment(
  admin: ApiClient,
  sku: string,
  picture: Uint8Array,
): Promise<{ id: string; status: string; issues: { code: string; message: string }[] }> {
  const { createGarment } = await admin.ask<{ createGarment: { id: string } }>(
    'mutation ($sku: String!) { createGarment(input: { sku: $sku, name: "Test garment", category: UPPER_BODY }) { ... on Garment { id } } }',
    { sku },
  );
  const { createGarmentPictureUpload: upload } = await admin.ask<{
    createGarmentPictureUpload: { uploadUrl: string };
  }>(
    'mutation ($id: ID!) { createGarmentPictureUpload(input: { garmentId: $id }) { ... on Upload { uploadUrl } } }',
    { id: createGarment.id },
  );
  const { status, body } = await put(upload.uploadUrl, picture);
  if (status !== 200)
    throw new Error(`The garment's picture was answered ${status} ${JSON.stringify(body)}.`);
  return waitForGarment(admin, createGarment.id);
}

/** Waits until a garment's preparation has ended. */
export async function waitForGarment(
  admin: ApiClient,
  id: string,
): Promise<{ id: string; status: string; issues: { code: string; message: string }[] }> {
  return poll(async () => {
    const { garment } = await admin.ask<{
      garment: { id: string; status: string; issues: { code: string; message: string }[] };
    }>('query ($id: ID!) { garment(id: $id) { id status issues { code message } } }', { id });
    return ['READY', 'REJECTED'].includes(garment.status) ? garment : undefined;
  });
}

/** Hands in a model of the shop. */
export async function addSamplePerson(admin: ApiClient, name: string, picture: Uint8Array): Promise<string> {
  const { createSamplePersonUpload: created } = await admin.ask<{
    createSamplePersonUpload: { samplePerson: { id: string }; upload: { uploadUrl: string } };
  }>(
    'mutation ($name: String!) { createSamplePersonUpload(input: { name: $name, consentHeld: true }) { samplePerson { id } upload { uploadUrl } } }',
    { name },
  );
  const { status } = await put(created.upload.uploadUrl, picture);
  if (status !== 200) throw new Error(`The sample person's picture was answered ${status}.`);
  return created.samplePerson.id;
}

/** A picture of the demo set. */
export function sample(path: string): Promise<Buffer> {
  return readFile(new URL(`../../samples/${path}`, import.meta.url));
}

/** Bytes behind a signed URL. */
export async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for a picture`);
  return Buffer.from(await response.arrayBuffer());
}
