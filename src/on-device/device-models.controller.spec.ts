import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Config } from '../config/config.js';
import { SigningService } from '../signing/signing.service.js';
import { ServerAddress } from '../transfer/server-address.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import type { DeviceModelPart } from './device-model.js';
import { DeviceModelService } from './device-model.service.js';
import { DeviceModelsController } from './device-models.controller.js';

const PART: DeviceModelPart = { kind: 'FITTING', sha256: 'ab'.repeat(32), bytes: Uint8Array.of(1, 2, 3) };

describe('DeviceModelsController', () => {
  let app: INestApplication;
  let urls: SignedUrlService;

  beforeAll(async () => {
    const findPart = (sha256: string) => Promise.resolve(sha256 === PART.sha256 ? PART : undefined);
    const module = await Test.createTestingModule({
      controllers: [DeviceModelsController],
      providers: [
        { provide: Config, useValue: Object.assign(new Config(), { port: 0 }) },
        { provide: SigningService, useValue: new SigningService('x'.repeat(32)) },
        { provide: DeviceModelService, useValue: { findPart } },
        ServerAddress,
        SignedUrlService,
      ],
    }).compile();
    app = module.createNestApplication();
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    module.get(ServerAddress).setPort(port);
    urls = module.get(SignedUrlService);
  });
  afterAll(() => app.close());
  afterEach(() => {
    vi.useRealTimers();
  });

  it('should serve a part for good to whom the signed URL was given', async () => {
    const response = await fetch(urls.deviceModel(PART.sha256).url);

    expect(response.status).toBe(200);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PART.bytes);
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=31536000, immutable/);
    expect(response.headers.get('etag')).toBe(`"${PART.sha256}"`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it.each([
    ['is not signed', (url: URL) => (url.search = '')],
    ['is signed for another part', (url: URL) => (url.pathname = `/device-models/${'cd'.repeat(32)}`)],
    ['has another expiry', (url: URL) => url.searchParams.set('expires', String(Date.now() + 1e9))],
  ])('should answer 404 when the URL %s', async (_case, spoil) => {
    const url = new URL(urls.deviceModel(PART.sha256).url);
    spoil(url);

    expect((await fetch(url)).status).toBe(404);
  });

  it('should answer 404 when the URL has expired', async () => {
    const { url, expiresAt } = urls.deviceModel(PART.sha256);
    vi.useFakeTimers({ now: expiresAt.getTime() + 1, toFake: ['Date'] });

    expect((await fetch(url)).status).toBe(404);
  });

  it('should answer 404 when the model is not offered any more', async () => {
    expect((await fetch(urls.deviceModel('cd'.repeat(32)).url)).status).toBe(404);
  });
});
