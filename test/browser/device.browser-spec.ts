import type { Browser } from 'playwright-core';
import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../support/api-client.js';
import { createTestData, type TestData, TestServer } from '../support/server.js';
import { sample } from '../support/shop.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { RecordingProxy, type SentRequest } from './support/recording-proxy.js';
import { Shopper } from './support/shopper.js';
import { setTryOnMode } from './support/try-on-mode.js';

const PHOTO = 'samples/people/p03_g14.jpg';
/** Longest body that a page of the demo shop has reason to send: an operation's digest and variables. */
const LONGEST_BODY = 2_048;

describe.skipIf(NO_CHROMIUM)('try-on on the shopper’s device', () => {
  let data: TestData;
  let server: TestServer;
  let browser: Browser;
  let proxy: RecordingProxy;
  let shopper: Shopper;

  beforeAll(async () => {
    data = await createTestData();
    [server, proxy] = await Promise.all([TestServer.start(data), RecordingProxy.start()]);
    browser = await launchChromium(proxy.switches);
  });
  afterEach(() => shopper.leave());
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
    await data?.remove();
  });

  /** The way of a newcomer who uses a photo of their own, up to the picture. */
  async function tryOnOwnPhoto(): Promise<{ width: number; height: number }> {
    proxy.sent.length = 0;
    shopper = await Shopper.arrive(browser);
    const { page } = shopper;
    await page.goto(`${server.origin}/products/DEMO-G07`);
    await shopper.choosePhoto(PHOTO);
    return shopper.result();
  }

  it('should see a photo on its way when the shop computes on its server, or it would prove nothing', async () => {
    await setTryOnMode(server.origin, 'SERVER');

    await tryOnOwnPhoto();

    expect(proxy.sent.filter(carriesPicture).map(({ method }) => method)).toEqual(['PUT']);
  });

  it('should show the garment on the shopper’s own photo and send nothing of it', async () => {
    await setTryOnMode(server.origin, 'DEVICE_ONLY');

    expect(await tryOnOwnPhoto()).toEqual({ width: 768, height: 1024 });

    await expect.poll(() => operations(proxy.sent)).toContain('ReportDeviceTryOn');
    // Chromium has some requests of its own; they too are looked at, but go where they like.
    const bodies = proxy.sent.filter(({ url, body }) => url.startsWith(server.origin) && body.length > 0);
    expect(bodies.length).toBeGreaterThan(3);
    expect(proxy.sent.filter(carriesPicture)).toEqual([]);
    for (const { method, url, headers } of bodies) {
      expect([method, new URL(url).pathname, headers['content-type']], url).toEqual([
        'POST',
        '/shop-api',
        'application/json',
      ]);
    }
    const elsewhere = shopper.requests.map((request) => new URL(request.url()).origin);
    expect(elsewhere.filter((origin) => origin !== server.origin && origin !== 'null')).toEqual([]);
    expect(proxy.sent.filter(({ url }) => url.length > 1_024)).toEqual([]);
    expect(await holdsPartOf(await readFile(PHOTO), proxy.sent)).toBe(false);
    expect(operations(proxy.sent)).not.toContain('CreatePersonPhotoUpload');
    expect(operations(proxy.sent)).not.toContain('TryOn');
    expect(await shopper.refusedByPolicy()).toEqual([]);
    expect(shopper.errors).toEqual([]);
  });

  it('should download model and runtime once and keep them on the device', async () => {
    await setTryOnMode(server.origin, 'DEVICE_ONLY');
    await tryOnOwnPhoto();
    const { page } = shopper;
    const first = proxy.sent.filter(isDownload).map(({ url }) => new URL(url).pathname);
    proxy.sent.length = 0;

    await page.goto(`${server.origin}/products/DEMO-G09`);
    await shopper.button('Try it on').click();
    await shopper.result();

    expect(first.filter((path) => path.startsWith('/device-models/'))).toHaveLength(3);
    expect(first.filter((path) => path.endsWith('.wasm')).length).toBeGreaterThan(0);
    expect(new Set(first).size).toBe(first.length);
    expect(proxy.sent.filter(isDownload)).toEqual([]);
  });

  it.each([
    ['a PNG of the network’s shape', 0, 2, (photo: Buffer) => sharp(photo).png().toBuffer()],
    ['a tall PNG', 0, 2, (photo: Buffer) => sharp(photo).resize(430, 900, { fit: 'fill' }).png().toBuffer()],
    // Sharp and the device's own resizer differ by up to 2 levels in the photo already, which edges of the masks carry on:
    // then a few values of the result, at most so many, may lie further apart.
    [
      'a PNG that both must shrink',
      0.0002,
      10,
      (photo: Buffer) => sharp(photo).resize(2_190).png().toBuffer(),
    ],
  ])(
    'should compute within 2 grey levels what the server computes from %s',
    async (_name, share, most, draw) => {
      await setTryOnMode(server.origin, 'DEVICE_PREFERRED');
      const photo = await draw(await sample('people/p01_g04.jpg'));
      const api = ApiClient.shop(server.origin);
      const { garmentBySku: garment } = await api.ask<{ garmentBySku: { id: string } }>(
        '{ garmentBySku(sku: "DEMO-G08") { id } }',
      );
      shopper = await Shopper.arrive(browser);
      await shopper.page.goto(server.origin);

      const device = await onDevice(shopper, server, photo, garment.id);
      const wanted = await onServer(server, photo, garment.id);

      const [ours, theirs] = await Promise.all([rawPixels(device), rawPixels(wanted)]);
      expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
      const differences = ours.data.map((value, i) => Math.abs(value - theirs.data[i]!));
      const beyond = differences.filter((difference) => difference > 2).length;
      expect(beyond / differences.length).toBeLessThanOrEqual(share);
      expect(differences.reduce((worst, difference) => Math.max(worst, difference))).toBeLessThanOrEqual(
        most,
      );
      expect((await sharp(device).metadata()).xmpAsString).toContain('compositeWithTrainedAlgorithmicMedia');
    },
  );
});

/** The engine's module as the server serves it, on the shopper's page; answers the picture, a PNG. */
async function onDevice(
  { page }: Shopper,
  server: TestServer,
  photo: Buffer,
  garmentId: string,
): Promise<Buffer> {
  const assets = await readdir('dist/web/storefront/assets');
  const module = assets.find((name) => /^device-engine-.*\.js$/.test(name));
  const headers = ApiClient.shop(server.origin).headers;
  // As text: Vite would make something of its own of an import in a function.
  const engineModule = await page.evaluateHandle(`import('/assets/${module}')`);
  const base64 = await page.evaluate(
    async ({ loaded, shopHeaders, bytes, id }) => {
      interface Engine {
        usePhoto(photo: Blob, consent: object, call: object): Promise<object>;
        tryOn(request: object, call: object): Promise<{ url?: string; reason?: string }>;
      }
      const { DeviceEngine } = loaded as {
        DeviceEngine: new (client: object, shop: object, options: object) => Engine;
      };
      const client = {
        async send({ query }: { query: string }, variables: object) {
          const answer = await fetch('/shop-api', {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...shopHeaders },
            body: JSON.stringify({ query, variables }),
          });
          return ((await answer.json()) as { data: unknown }).data;
        },
      };
      const engine = new DeviceEngine(client, { maxPhotoSide: 2_048 }, { resultType: 'image/png' });
      const call = { signal: new AbortController().signal };
      const blob = new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))]);
      const person = await engine.usePhoto(blob, { version: '1' }, call);
      const result = await engine.tryOn({ person, garment: { id } }, call);
      if (result.url === undefined) throw new Error(result.reason);
      const png = new Uint8Array(await (await fetch(result.url)).arrayBuffer());
      let text = '';
      for (let at = 0; at < png.length; at += 32_768)
        text += String.fromCharCode(...png.subarray(at, at + 32_768));
      return btoa(text);
    },
    { loaded: engineModule, shopHeaders: headers, bytes: photo.toString('base64'), id: garmentId },
  );
  return Buffer.from(base64, 'base64');
}

/** The same on the server. */
async function onServer(server: TestServer, photo: Buffer, garmentId: string): Promise<Buffer> {
  const { tryOn, uploadPhoto, fetchBytes } = await import('../support/shop.js');
  const client = await ApiClient.shopper(server.origin);
  const { id } = await uploadPhoto(client, photo);
  const answer = await tryOn(client, garmentId, id, { format: 'PNG' });
  return fetchBytes(answer.tryOn!.picture!.url);
}

async function rawPixels(picture: Buffer): Promise<{ width: number; height: number; data: Buffer }> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** What was asked of the shop API, by the operations' names. */
function operations(sent: readonly SentRequest[]): string[] {
  return sent
    .filter(({ url, method }) => method === 'POST' && url.endsWith('/shop-api'))
    .map(({ body }) => (JSON.parse(body.toString()) as { operationName: string }).operationName);
}

/** Model parts and the runtime. */
function isDownload({ method, url }: SentRequest): boolean {
  return method === 'GET' && (url.includes('/device-models/') || url.includes('.wasm'));
}

/** Whether a body is long enough for a picture, or says that it is bytes. */
function carriesPicture({ body, headers }: SentRequest): boolean {
  return body.length >= LONGEST_BODY || /multipart|octet-stream|image\//.test(headers['content-type'] ?? '');
}

/** Whether anything that was sent holds a stretch of the file, as it is or as base64, or of its pixels. */
async function holdsPartOf(file: Buffer, sent: readonly SentRequest[]): Promise<boolean> {
  const { data } = await rawPixels(file);
  const everything = Buffer.concat(
    sent.flatMap(({ url, headers, body }) => [Buffer.from(url + JSON.stringify(headers)), body]),
  );
  return [file, Buffer.from(file.toString('base64')), data].some((bytes) =>
    Array.from({ length: 40 }, (_, i) => {
      const at = Math.floor(((i + 0.5) / 40) * (bytes.length - 16));
      return bytes.subarray(at, at + 16);
    }).some((stretch) => everything.includes(stretch)),
  );
}
