import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.js';

const LIMIT = 10;

function request(announced?: number): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), {
    headers: announced === undefined ? {} : { 'content-length': String(announced) },
  }) as PassThrough & IncomingMessage;
}

describe('readBody', () => {
  it('should answer the whole body when it comes in pieces', async () => {
    const incoming = request();
    const body = readBody(incoming, LIMIT, 1000);
    incoming.write('0123');
    incoming.end('456789');

    expect((await body).toString()).toBe('0123456789');
  });

  it('should refuse at once when the announced length is too large', async () => {
    await expect(readBody(request(11), LIMIT, 1000)).rejects.toMatchObject({ status: 413 });
  });

  it('should refuse a body that grows too large unannounced, and read on so that the sender can finish', async () => {
    const incoming = request();
    const body = readBody(incoming, LIMIT, 1000);
    incoming.write('01234567890');
    await expect(body).rejects.toMatchObject({ status: 413 });

    incoming.end('the rest');
    await new Promise((resolve) => incoming.once('end', resolve));
    expect(incoming.readableLength).toBe(0);
  });

  it('should give up when the body does not end in time', async () => {
    const incoming = request();
    incoming.write('0');

    await expect(readBody(incoming, LIMIT, 20)).rejects.toMatchObject({ status: 408 });
    expect(incoming.destroyed).toBe(true);
  });

  it('should say so when the sender goes away', async () => {
    const incoming = request();
    const body = readBody(incoming, LIMIT, 1000);
    incoming.write('0');
    incoming.destroy();

    await expect(body).rejects.toMatchObject({ status: 400 });
  });
});
