import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileStore, transferSize } from './file-store.js';

const BYTES = Uint8Array.from({ length: 5_000 }, (_, i) => i % 251);
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const FILE = { url: 'https://server.example/device-models/x', name: `model/${SHA256}`, sha256: SHA256 };

/** Cache Storage in memory. */
class MemoryCache {
  readonly responses = new Map<string, Response>();

  match(url: string): Promise<Response | undefined> {
    return Promise.resolve(this.responses.get(url)?.clone());
  }

  put(url: string, response: Response): Promise<void> {
    this.responses.set(url, response);
    return Promise.resolve();
  }

  delete(url: string): Promise<boolean> {
    return Promise.resolve(this.responses.delete(url));
  }

  keys(): Promise<{ url: string }[]> {
    return Promise.resolve([...this.responses.keys()].map((url) => ({ url })));
  }
}

describe('FileStore', () => {
  const cache = new MemoryCache();
  const server = vi.fn<typeof fetch>();
  const files = new FileStore();

  beforeEach(() => {
    cache.responses.clear();
    server.mockReset().mockImplementation(() => Promise.resolve(new Response(BYTES)));
    vi.stubGlobal('caches', { open: () => Promise.resolve(cache) });
    vi.stubGlobal('fetch', server);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('should download a file once, without credentials, and keep it', async () => {
    const progress: number[] = [];

    const first = await files.get(FILE, (bytes) => progress.push(bytes));
    const second = await files.get(FILE, () => undefined);

    expect(first).toEqual(BYTES);
    expect(second).toEqual(BYTES);
    expect(progress.at(-1)).toBe(BYTES.length);
    expect(server).toHaveBeenCalledTimes(1);
    expect(server.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit' });
    expect(await files.has(FILE.name)).toBe(true);
  });

  it('should refuse and not keep a file that is not what the server said', async () => {
    const other = { ...FILE, sha256: 'ab'.repeat(32) };

    await expect(files.get(other, () => undefined)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' });
    expect(await files.has(FILE.name)).toBe(false);
  });

  it('should download again when what was kept is damaged', async () => {
    await cache.put(`https://tryflow.invalid/${FILE.name}`, new Response(BYTES.slice(1)));

    expect(await files.get(FILE, () => undefined)).toEqual(BYTES);
    expect(server).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['there is no connection', () => Promise.reject(new TypeError('network'))],
    ['the server answers an error', () => Promise.resolve(new Response('gone', { status: 404 }))],
  ])('should say that it is offline when %s', async (_case, answer) => {
    server.mockImplementation(answer);

    await expect(files.get(FILE, () => undefined)).rejects.toMatchObject({ code: 'OFFLINE' });
  });

  it('should work without Cache Storage', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new Error('private window')) });

    expect(await files.get(FILE, () => undefined)).toEqual(BYTES);
    expect(await files.has(FILE.name)).toBe(false);
    expect(await files.readNote('provider')).toBeUndefined();
  });

  it('should drop older models and keep what is in use', async () => {
    await files.get(FILE, () => undefined);
    await files.writeNote('provider/old', 'WASM');

    await files.keepOnly([FILE.name]);

    expect(await files.has(FILE.name)).toBe(true);
    expect(await files.readNote('provider/old')).toBeUndefined();
  });

  it.each([
    ['its length', new Response(null, { headers: { 'content-length': '2770878' } }), 2_770_878],
    ['nothing of it', new Response(null), undefined],
    ['that it is gone', new Response(null, { status: 404, headers: { 'content-length': '9' } }), undefined],
  ])('should tell a file’s size on the way when the server says %s', async (_case, answer, size) => {
    server.mockImplementation(() => Promise.resolve(answer));

    expect(await transferSize(FILE.url)).toBe(size);
    expect(server.mock.calls[0]?.[1]).toMatchObject({ method: 'HEAD' });
  });
});
