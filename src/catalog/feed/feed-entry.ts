/**
 * Columns that a feed may have; all others are passed over. `picture`, a path beside the feed, is for the command line,
 * which sends the file: the server itself fetches nothing.
 */
export const FEED_COLUMNS = [
  'sku',
  'name',
  'description',
  'category',
  'tags',
  'colourway_group',
  'product_url',
  'price',
  'currency',
  'picture',
] as const;

export type FeedColumn = (typeof FEED_COLUMNS)[number];

/** What a record says, by column. Columns that are absent leave a known garment's field alone; CSV has text only. */
export type FeedValues = Readonly<Partial<Record<FeedColumn, unknown>>>;

/** Why a record cannot be used. */
export interface FeedFault {
  readonly sku?: string;
  readonly field?: FeedColumn;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** One record of a feed, or why it cannot be read. */
export type FeedEntry = {
  /** Line on which the record begins, from 1. */
  readonly line: number;
} & ({ readonly values: FeedValues } | { readonly fault: FeedFault });

/** The feed, or the rest of it, cannot be read at all. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** Longest record in bytes. */
export const MAX_RECORD_BYTES = 1_048_576;

/** The feed as text lines without a byte order mark. @throws FeedError when it is empty or in another encoding */
export function openFeed(bytes: Buffer): Buffer {
  if (UTF_16_MARKS.some((mark) => bytes.subarray(0, 2).equals(mark))) {
    throw new FeedError(1, 'The feed is in UTF-16. Save it as UTF-8 and send it again.');
  }
  const text = bytes.subarray(0, 3).equals(UTF_8_MARK) ? bytes.subarray(3) : bytes;
  if (text.every((byte) => WHITE_SPACE.has(byte))) {
    throw new FeedError(1, 'The feed is empty. Send one garment a line.');
  }
  return text;
}

const UTF_8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF_16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
const WHITE_SPACE: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'));

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of the bytes, or undefined when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}

export const NOT_UTF_8 = 'This line is not UTF-8. Save the feed as UTF-8 and send it again.';
