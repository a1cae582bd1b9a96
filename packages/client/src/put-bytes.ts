import { ShopApiError } from './shop-api-error.js';

/** What an upload's URL answers. */
export interface UploadAnswer {
  readonly status: number;
  readonly body: {
    readonly id?: string;
    readonly state?: string;
    readonly issues?: readonly { readonly code: string; readonly message: string }[];
    readonly error?: { readonly code: string; readonly message: string };
  };
}

/** How to send bytes. */
export interface PutOptions {
  readonly signal?: AbortSignal;
  /** Called with the share that has left, 0…1. Only where the platform has XMLHttpRequest. */
  readonly onProgress?: (share: number) => void;
}

/**
 * PUTs bytes to a signed URL.
 * @throws ShopApiError with code NETWORK when no answer comes
 * @throws the signal's reason when aborted
 */
export async function putBytes(url: string, bytes: Blob, options: PutOptions = {}): Promise<UploadAnswer> {
  options.signal?.throwIfAborted();
  // `fetch` tells nothing of how far an upload is.
  const { status, text } =
    typeof XMLHttpRequest === 'undefined'
      ? await putByFetch(url, bytes, options)
      : await putByRequest(url, bytes, options);
  return { status, body: readBody(text) };
}

interface PlainAnswer {
  readonly status: number;
  readonly text: string;
}

async function putByFetch(url: string, bytes: Blob, { signal }: PutOptions): Promise<PlainAnswer> {
  const response = await fetch(url, { method: 'PUT', body: bytes, credentials: 'omit', signal }).catch(
    (cause: unknown) => {
      signal?.throwIfAborted();
      throw unreachable(cause);
    },
  );
  return { status: response.status, text: await response.text() };
}

function putByRequest(url: string, bytes: Blob, { signal, onProgress }: PutOptions): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open('PUT', url);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    };
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(signal?.reason as Error);
    request.onloadend = () => signal?.removeEventListener('abort', stop);
    signal?.addEventListener('abort', stop, { once: true });
    request.send(bytes);
  });
}

function unreachable(cause?: unknown): ShopApiError {
  return new ShopApiError('The upload did not reach the server.', 'NETWORK', 0, { cause });
}

function readBody(text: string): UploadAnswer['body'] {
  try {
    return JSON.parse(text) as UploadAnswer['body'];
  } catch {
    return {};
  }
}
