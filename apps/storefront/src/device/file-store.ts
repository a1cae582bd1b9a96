import { DeviceError } from './device-error.js';

/** A file that is downloaded once and kept on the device. */
export interface StoredFile {
  readonly url: string;
  /** Name under which it is kept; another content has another name. */
  readonly name: string;
  /** SHA-256, hex, where it is known: a file that differs is refused. */
  readonly sha256?: string;
}

/** Cache of this product in the browser's Cache Storage. */
const CACHE = 'tryflow-device-1';

/** Cache Storage wants URLs for names; this host can never exist (RFC 2606). */
const NAMES = 'https://tryflow.invalid/';

/**
 * Keeps the model and the runtime in the browser's Cache Storage, under their digests. Where the browser has none, every
 * visit downloads anew.
 */
export class FileStore {
  /** Whether the file need not be downloaded any more. */
  async has(name: string): Promise<boolean> {
    const cache = await openCache();
    return (await cache?.match(NAMES + name)) !== undefined;
  }

  /**
   * The file's bytes: kept ones, else downloaded.
   *
   * @param onBytes is told how many bytes have come, several times
   * @throws DeviceError OFFLINE, MODEL_DAMAGED
   */
  async get(
    { url, name, sha256 }: StoredFile,
    onBytes: (bytes: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const cache = await openCache();
    const kept = await cache?.match(NAMES + name);
    if (kept) {
      const bytes = new Uint8Array(await kept.arrayBuffer());
      if (await isSound(bytes, sha256)) {
        onBytes(bytes.length);
        return bytes;
      }
      await cache?.delete(NAMES + name);
    }
    const bytes = await download(url, onBytes);
    if (!(await isSound(bytes, sha256))) {
      throw new DeviceError('MODEL_DAMAGED', 'A downloaded file is not what the server said it would be.');
    }
    // A full disk is no reason not to go on.
    await cache?.put(NAMES + name, new Response(bytes)).catch(() => undefined);
    return bytes;
  }

  /** A small note of an earlier visit; undefined when there is none. */
  async readNote(name: string): Promise<string | undefined> {
    const note = await (await openCache())?.match(NAMES + name);
    return note?.text();
  }

  async writeNote(name: string, text: string): Promise<void> {
    await (await openCache())?.put(NAMES + name, new Response(text)).catch(() => undefined);
  }

  /** Drops whatever has another name, such as an older model. */
  async keepOnly(names: readonly string[]): Promise<void> {
    const cache = await openCache();
    const wanted = new Set(names.map((name) => NAMES + name));
    for (const { url } of (await cache?.keys()) ?? []) {
      if (!wanted.has(url)) await cache?.delete(url);
    }
  }
}

/** Bytes that a file takes on its way, compressed; undefined where the server does not say. */
export async function transferSize(url: string): Promise<number | undefined> {
  const options = { method: 'HEAD', credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
  const response = await fetch(url, options).catch(() => undefined);
  const length = Number(response?.ok ? response.headers.get('content-length') : undefined);
  return length > 0 ? length : undefined;
}

/** Cache Storage exists in secure contexts only, and a browser may refuse it in private windows. */
async function openCache(): Promise<Cache | undefined> {
  if (!('caches' in globalThis)) return undefined;
  return caches.open(CACHE).catch(() => undefined);
}

async function isSound(bytes: Uint8Array<ArrayBuffer>, sha256: string | undefined): Promise<boolean> {
  if (sha256 === undefined) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}

async function download(url: string, onBytes: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' }).catch(offline);
  if (!response.ok || !response.body) return offline(response.status);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(offline);
    if (done) break;
    chunks.push(value);
    length += value.length;
    onBytes(length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function offline(cause: unknown): never {
  throw new DeviceError('OFFLINE', 'A file could not be downloaded.', { cause });
}
