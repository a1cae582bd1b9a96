import { describe, expect, it } from 'vitest';
import { readCsvFeed } from './csv-feed.js';
import { type FeedEntry, FeedError, MAX_RECORD_BYTES } from './feed-entry.js';

/** All entries, then the error that ended the feed, if one did. */
async function read(feed: string | Buffer): Promise<(FeedEntry | FeedError)[]> {
  const entries: (FeedEntry | FeedError)[] = [];
  try {
    for await (const entry of readCsvFeed(Buffer.from(feed as string))) entries.push(entry);
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    entries.push(error);
  }
  return entries;
}

describe('readCsvFeed', () => {
  it('should name values by the header when there are unknown columns too', async () => {
    const entries = await read('sku,stock,Product URL,name\nA1,7,https://shop.example/a,Shirt\n');

    expect(entries).toEqual([
      { line: 2, values: { sku: 'A1', product_url: 'https://shop.example/a', name: 'Shirt' } },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('should tell lines apart when they end in %j', async (end) => {
    const entries = await read(`sku,name${end}A,one${end}${end}B,two`);

    expect(entries).toEqual([
      { line: 2, values: { sku: 'A', name: 'one' } },
      { line: 4, values: { sku: 'B', name: 'two' } },
    ]);
  });

  it.each(['\n', '\r\n'])('should count the lines inside of quotes when they end in %j', async (end) => {
    const entries = await read(`sku,description${end}A,"one${end}""two"", three"${end}B,four${end}`);

    expect(entries).toEqual([
      { line: 2, values: { sku: 'A', description: `one${end}"two", three` } },
      { line: 4, values: { sku: 'B', description: 'four' } },
    ]);
  });

  it('should read the first column when the feed begins with a byte order mark', async () => {
    expect(await read('\ufeffsku\nA')).toEqual([{ line: 2, values: { sku: 'A' } }]);
  });

  it('should take a stray quote as it is when it stands inside of a cell', async () => {
    expect(await read('sku,name\nA,5" pipe\nB,x')).toEqual([
      { line: 2, values: { sku: 'A', name: '5" pipe' } },
      { line: 3, values: { sku: 'B', name: 'x' } },
    ]);
  });

  it('should fault only the line when it has too many or too few cells', async () => {
    const entries = await read('sku,name\nA,b,c\nB\nC,d\n');

    expect(entries).toMatchObject([
      { line: 2, fault: {} },
      { line: 3, fault: {} },
      { line: 4, values: {} },
    ]);
  });

  it('should fault only the line when it is not UTF-8', async () => {
    const feed = Buffer.concat([
      Buffer.from('sku,name\nA,caf'),
      Buffer.from([0xe9]),
      Buffer.from('\nB,café\n'),
    ]);

    expect(await read(feed)).toMatchObject([
      { line: 2, fault: { message: expect.stringContaining('UTF-8') as string } },
      { line: 3, values: { sku: 'B', name: 'café' } },
    ]);
  });

  it.each([
    ['it is empty', ''],
    ['it holds nothing but blank lines', '\ufeff\r\n \n'],
    ['it is UTF-16', Buffer.from('\ufeffsku\nA', 'utf16le')],
    ['the header has no sku', 'name;sku;category\nA;B;C\n'],
    ['the header names a column twice', 'sku,name,Name\nA,b,c'],
  ])('should refuse the feed at line 1 when %s', async (_case, feed) => {
    expect(await read(feed)).toEqual([expect.objectContaining({ name: 'FeedError', line: 1 })]);
  });

  it('should end at the record when its quote is not closed', async () => {
    const entries = await read('sku,name\nA,one\nB,"two\nC,three\n');

    expect(entries).toEqual([
      { line: 2, values: { sku: 'A', name: 'one' } },
      expect.objectContaining({ name: 'FeedError', line: 3 }),
    ]);
  });

  it('should end at the record when it is absurdly long', async () => {
    const [first, second, ...others] = await read(
      `sku,name\nA,one\nB,${'x'.repeat(MAX_RECORD_BYTES + 9)}\nC,three\n`,
    );

    expect(first).toEqual({ line: 2, values: { sku: 'A', name: 'one' } });
    expect(second).toBeInstanceOf(FeedError);
    expect(second?.line).toBe(3);
    expect(others).toHaveLength(0);
  });

  it('should lose no record when the feed is longer than one chunk', async () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, index) => `S${index},"name, of ${index}","längere\r\nBeschreibung"`,
    );

    const entries = await read(`sku,name,description\r\n${lines.join('\r\n')}\r\n`);

    expect(entries).toHaveLength(5_000);
    expect(entries[4_999]).toEqual({
      line: 2 + 4_999 * 2,
      values: { sku: 'S4999', name: 'name, of 4999', description: 'längere\r\nBeschreibung' },
    });
  });
});
