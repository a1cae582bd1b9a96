import { describe, expect, it } from 'vitest';
import { FeedError, MAX_RECORD_BYTES } from './feed-entry.js';
import { readJsonLinesFeed } from './jsonl-feed.js';

describe('readJsonLinesFeed', () => {
  it('should number lines from 1 when there are blank ones, a byte order mark and Windows line ends', () => {
    const feed = Buffer.from('\ufeff{"sku":"A"}\r\n\r\n{"sku":"B","tags":["x"]}');

    expect([...readJsonLinesFeed(feed)]).toEqual([
      { line: 1, values: { sku: 'A' } },
      { line: 3, values: { sku: 'B', tags: ['x'] } },
    ]);
  });

  it('should fault only the line when it is no JSON object, too long or not UTF-8', () => {
    const feed = Buffer.concat([
      Buffer.from('{"sku":\n["A"]\nnull\n'),
      Buffer.from(`{"sku":"${'x'.repeat(MAX_RECORD_BYTES)}"}\n{"sku":"`),
      Buffer.from([0xff]),
      Buffer.from('"}\n{"sku":"Z"}\n'),
    ]);

    const entries = [...readJsonLinesFeed(feed)];

    expect(entries.slice(0, 5).map((entry) => 'fault' in entry && entry.line)).toEqual([1, 2, 3, 4, 5]);
    expect(entries.slice(5)).toEqual([{ line: 6, values: { sku: 'Z' } }]);
  });

  it('should refuse the feed when it is empty', () => {
    expect(() => [...readJsonLinesFeed(Buffer.from('\n \n'))]).toThrow(FeedError);
  });
});
