import { describe, expect, it } from 'vitest';
import { FrameReader, ProtocolError } from './frame-reader.js';
import { SYNC_MESSAGE, queryMessage, startupCode, startupMessage } from './wire-messages.js';

describe('FrameReader', () => {
  it('should return whole messages when bytes arrive one at a time', () => {
    const reader = new FrameReader();
    const messages = [queryMessage('SELECT 1'), SYNC_MESSAGE];
    const read: Buffer[] = [];

    for (const byte of Buffer.concat(messages)) {
      reader.push(Buffer.from([byte]));
      for (let message = reader.nextMessage(); message; message = reader.nextMessage()) read.push(message);
    }

    expect(read).toEqual(messages);
  });

  it('should cut messages apart when they arrive together with the beginning of another', () => {
    const reader = new FrameReader();
    const [first, second] = [queryMessage('SELECT 1'), queryMessage(`SELECT '${'x'.repeat(100_000)}'`)];

    reader.push(Buffer.concat([first, second.subarray(0, 70_000)]));
    const before = [reader.nextMessage(), reader.nextMessage()];
    reader.push(second.subarray(70_000));

    expect(before).toEqual([first, undefined]);
    expect(reader.nextMessage()).toEqual(second);
  });

  it('should read startup packets and their code', () => {
    const reader = new FrameReader();
    reader.push(startupMessage({ user: 'postgres', database: 'postgres' }));

    const packet = reader.nextStartupPacket();

    expect(packet && startupCode(packet)).toBe(196_608);
  });

  it('should refuse what is not Postgres, such as a web request', () => {
    const reader = new FrameReader();
    reader.push(Buffer.from('GET / HTTP/1.1\r\n\r\n'));

    expect(() => reader.nextStartupPacket()).toThrow(ProtocolError);
  });
});
