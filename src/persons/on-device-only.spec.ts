import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Channel } from '../access/channel.entity.js';
import type { ShopperContext } from '../access/request-context.js';
import { PersonPhotoService } from './person-photo.service.js';
import { SamplePersonService } from './sample-person.service.js';
import { PersonsApp } from './testing/persons-app.js';

const CONSENT = { consentVersion: '1', consentScope: 'TRY_ON' } as const;

describe('a shop that keeps photos on the device', () => {
  let app: PersonsApp;
  let before: ShopperContext;
  let photo: Buffer;

  beforeAll(async () => {
    app = await PersonsApp.open();
    photo = await sharp({ create: { width: 240, height: 320, channels: 3, background: '#8899aa' } })
      .png()
      .toBuffer();
  }, 60_000);
  afterAll(() => app.close());
  beforeEach(async () => {
    before = await app.shopper();
  });

  /** The same shopper after the policy was changed. */
  async function deviceOnly(): Promise<ShopperContext> {
    const channels = app.get(DataSource).getRepository(Channel);
    const channel = await channels.save({ ...before.channel, tryOnMode: 'DEVICE_ONLY' as const });
    return { ...before, channel };
  }

  it('should refuse an upload before consent is recorded', async () => {
    const decision = await app.get(PersonPhotoService).createUpload(await deviceOnly(), CONSENT);

    expect(decision).toEqual({ kind: 'ON_DEVICE_ONLY' });
    const rows = await app.sql('SELECT id FROM person_photo WHERE shopper_id = $1', [before.shopperId]);
    expect(rows).toEqual([]);
  });

  it('should throw bytes away whose URL was signed before the policy changed', async () => {
    const { url } = await app.awaitUpload(before);
    await deviceOnly();
    const files = await app.files();

    const { status, body } = await app.put(url, photo);

    expect([status, body.error?.code]).toEqual([409, 'ON_DEVICE_ONLY']);
    expect(await app.files()).toEqual(files);
  });

  it('should still take pictures of the shop’s own models', async () => {
    const ctx = await deviceOnly();
    const { ticket } = await app.get(SamplePersonService).createUpload(ctx, 'Model');

    expect((await app.put(ticket.uploadUrl, photo)).status).toBe(200);
  });
});
