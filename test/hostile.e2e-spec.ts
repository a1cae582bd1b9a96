import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, put } from './support/api-client.js';
import { HOSTILE_LIMITS, hostilePictures } from './support/hostile-pictures.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, sample, tryOn, uploadPhoto } from './support/shop.js';

const PICTURE_ERRORS = [
  'EMPTY',
  'UNSUPPORTED_TYPE',
  'TOO_MANY_BYTES',
  'TOO_MANY_PIXELS',
  'BROKEN',
  'TIMED_OUT',
];
const MAX_GROWTH_BYTES = 400 * 1024 * 1024;

describe('hostile uploads', () => {
  let data: TestData;
  let server: TestServer;
  let shopper: ApiClient;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, {
      SEED_SAMPLES: 'false',
      MAX_UPLOAD_BYTES: String(HOSTILE_LIMITS.maxBytes),
      MAX_PICTURE_PIXELS: String(HOSTILE_LIMITS.maxPixels),
    });
    shopper = await ApiClient.shopper(server.origin);
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  it('should answer every hostile picture with the right picture or a typed error, in bounded memory', async () => {
    const pictures = await hostilePictures();
    expect(pictures.length).toBeGreaterThanOrEqual(100);
    await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));
    const before = await residentBytes(server);

    for (const { name, bytes, expected } of pictures) {
      // A shopper may hold few photos at a time, so each picture comes from another one.
      const { status, body } = await uploadPhoto(await ApiClient.shopper(server.origin), bytes);

      expect([200, 413, 422], name).toContain(status);
      const code = body.error?.code ?? (body.state === 'REJECTED' ? body.issues?.[0]?.code : undefined);
      // A sound picture may still be refused as a photo of a person: too small, too dark.
      if (expected === 'picture') expect(PICTURE_ERRORS, name).not.toContain(code);
      else if (expected !== 'either') expect(code, name).toBe(expected);
    }
    expect((await residentBytes(server)) - before).toBeLessThan(MAX_GROWTH_BYTES);
    expect((await fetch(`${server.origin}/health/ready`)).status).toBe(200);
  });

  it('should reject a hostile garment picture with a reason and keep serving', async () => {
    const admin = ApiClient.admin(server.origin);
    const broken = (await sample('garments/g01.jpg')).subarray(0, 9_000);

    await expect(addGarment(admin, 'broken', broken)).rejects.toThrow(/422 .*BROKEN/);
    const ready = await addGarment(admin, 'sound', await sample('garments/g01.jpg'));

    expect(ready.status).toBe('READY');
    const { id } = await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));
    expect(await tryOn(shopper, ready.id, id)).toMatchObject({ __typename: 'TryOnCompleted' });
  });

  it('should refuse a body above the limit, announced or not', async () => {
    const { uploadUrl } = await uploadPhoto(
      await ApiClient.shopper(server.origin),
      await sample('people/p01_g04.jpg'),
    );
    const tooLarge = Buffer.alloc(HOSTILE_LIMITS.maxBytes + 1);
    const announced = await put(uploadUrl, tooLarge).catch(() => ({ status: 413 }));
    const stream = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent <= HOSTILE_LIMITS.maxBytes; sent += 100_000) {
          controller.enqueue(new Uint8Array(100_000));
        }
        controller.close();
      },
    });
    const streamed = await fetch(uploadUrl, { method: 'PUT', body: stream, duplex: 'half' }).catch(() => ({
      status: 413,
    }));

    expect([announced.status, streamed.status]).toEqual([413, 413]);
  });

  it('should refuse a second PUT, a forged and a foreign upload URL', async () => {
    const photo = await sample('people/p01_g04.jpg');
    const { uploadUrl } = await uploadPhoto(shopper, photo);
    const forged = uploadUrl.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`);
    const other = uploadUrl.replace('/person-photo/', '/garment-picture/');

    expect((await put(uploadUrl, photo)).status).toBe(409);
    expect((await put(forged, photo)).status).toBe(403);
    expect((await put(other, photo)).status).toBe(403);
  });
});

/** Resident memory of the server's process, from the kernel where it says, else as the process reports it. */
async function residentBytes(server: TestServer): Promise<number> {
  const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  if (kilobytes) return Number(kilobytes) * 1024;
  const metrics = await (await fetch(`${server.origin}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]);
}
