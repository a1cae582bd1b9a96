import { parse, type CsvError, type InfoRecord, type Parser } from 'csv-parse';
import {
  decodeUtf8,
  FEED_COLUMNS,
  type FeedColumn,
  type FeedEntry,
  FeedError,
  MAX_RECORD_BYTES,
  NOT_UTF_8,
  openFeed,
} from './feed-entry.js';

const CHUNK_BYTES = 65_536;

/** Cells of a record, undecoded, and the line on which it begins. */
interface Row {
  readonly line: number;
  readonly cells: readonly Buffer[];
}

/**
 * Reads a CSV feed (RFC 4180, UTF-8, with or without a byte order mark, any line ends) whose first record names the
 * columns. A stray quote inside of a cell is taken as it is; blank lines are passed over.
 * @throws FeedError when the header is unusable, or when a quote is opened and never closed
 */
export async function* readCsvFeed(bytes: Buffer): AsyncGenerator<FeedEntry, void, undefined> {
  let header: readonly (FeedColumn | undefined)[] | undefined;
  for await (const row of readRows(openFeed(bytes))) {
    if (header) yield toEntry(row, header);
    else header = readHeader(row);
  }
}

async function* readRows(bytes: Buffer): AsyncGenerator<Row, void, undefined> {
  const lines = new LineCounter(bytes);
  const rows: Row[] = [];
  let end = 0;
  const parser = parse({
    encoding: null,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    // Rows are taken here, in order, since a failing parser throws away what it has not handed over yet.
    on_record: (cells: unknown, context: InfoRecord) => {
      // Without an encoding the cells are the bytes themselves, whatever the types of the library say.
      rows.push({ line: lines.firstLineFrom(end), cells: cells as readonly Buffer[] });
      end = context.bytes;
      return null;
    },
  });
  parser.on('error', () => undefined);
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const error = await write(parser, bytes.subarray(at, at + CHUNK_BYTES));
    yield* rows.splice(0);
    if (error) throw toFeedError(error, lines.firstLineFrom(end));
  }
  const error = await write(parser, undefined);
  yield* rows.splice(0);
  if (error) throw toFeedError(error, lines.firstLineFrom(end));
}

/** Feeds the parser, or ends it; resolves when all of it is parsed, with what went wrong. */
function write(parser: Parser, chunk: Buffer | undefined): Promise<CsvError | undefined> {
  return new Promise((resolve) => {
    parser.once('error', resolve);
    const done = (): void => {
      parser.off('error', resolve);
      resolve(undefined);
    };
    if (chunk) parser.write(chunk, (error) => (error ? undefined : done()));
    else parser.resume().once('end', done).end();
  });
}

function toFeedError({ code }: CsvError, line: number): FeedError {
  return code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE'
    ? new FeedError(
        line,
        'The record that begins here has a quote that is not closed, or is longer than 1 MiB. It and all after it were not read.',
      )
    : new FeedError(line, 'The record that begins here is no CSV. It and all after it were not read.');
}

function readHeader({ line, cells }: Row): (FeedColumn | undefined)[] {
  const names = cells.map((cell) =>
    decodeUtf8(cell)
      ?.trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const columns = names.map((name) => FEED_COLUMNS.find((column) => column === name));
  const twice = columns.find((column, index) => column && columns.indexOf(column) !== index);
  if (twice) throw new FeedError(line, `The header names the column ${twice} twice. Keep one of them.`);
  if (!columns.includes('sku')) {
    throw new FeedError(
      line,
      'The header has no column sku. Begin the feed with a line that names its columns, separated by commas.',
    );
  }
  return columns;
}

function toEntry({ line, cells }: Row, header: readonly (FeedColumn | undefined)[]): FeedEntry {
  if (cells.length !== header.length) {
    const message = `This record has ${cells.length} cells, the header ${header.length}. Put text that holds commas or quotes in quotes.`;
    return { line, fault: { message } };
  }
  const values: Partial<Record<FeedColumn, string>> = {};
  for (const [index, column] of header.entries()) {
    const text = decodeUtf8(cells[index] ?? Buffer.alloc(0));
    if (text === undefined) return { line, fault: { message: NOT_UTF_8 } };
    if (column) values[column] = text;
  }
  return { line, values };
}

/** Tells line numbers of ever later places in a text. */
class LineCounter {
  private at = 0;
  private line = 1;

  constructor(private readonly bytes: Buffer) {}

  /** Line of the first byte from the offset on that is no line end. */
  firstLineFrom(offset: number): number {
    while (this.at < offset || isLineEnd(this.bytes[this.at])) {
      const byte = this.bytes[this.at];
      const next = this.bytes[++this.at];
      if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && next !== LINE_FEED)) this.line++;
    }
    return this.line;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
