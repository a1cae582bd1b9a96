import type { IncomingMessage } from 'node:http';

/** The body cannot be taken; `status` is the HTTP answer. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  constructor(
    readonly status: 400 | 408 | 413,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a whole request body.
 * @throws BodyError 413 above `maxBytes` (at once when the length is announced), 408 after `timeoutMs`, 400 when the
 * client goes away. What still comes is thrown away until `timeoutMs`, so that the client gets to read the answer.
 */
export function readBody(request: IncomingMessage, maxBytes: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => {
      reject(new BodyError(408, 'The upload took too long; try again.'));
      request.destroy();
    }, timeoutMs);
    const refuse = (): void => {
      chunks = [];
      reject(new BodyError(413, `The upload is larger than ${maxBytes} bytes; send a smaller file.`));
    };
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) refuse();
    request
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) refuse();
        else chunks.push(chunk);
      })
      .once('end', () => {
        clearTimeout(timer);
        resolve(Buffer.concat(chunks));
      })
      .once('close', () => {
        clearTimeout(timer);
        reject(new BodyError(400, 'The upload broke off; try again.'));
      })
      .once('error', () => {
        reject(new BodyError(400, 'The upload broke off; try again.'));
      });
  });
}
