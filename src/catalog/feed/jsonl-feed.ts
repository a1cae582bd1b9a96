import { decodeUtf8, type FeedEntry, MAX_RECORD_BYTES, NOT_UTF_8, openFeed } from './feed-entry.js';

const LINE_FEED = 10;

/**
 * Reads a feed of one JSON object a line (UTF-8); blank lines are passed over.
 * @throws FeedError when there is no line at all
 */
export function* readJsonLinesFeed(bytes: Buffer): Generator<FeedEntry, void, undefined> {
  const text = openFeed(bytes);
  for (let start = 0, line = 1; start < text.length; line++) {
    const found = text.indexOf(LINE_FEED, start);
    const end = found === -1 ? text.length : found;
    const entry = readLine(text.subarray(start, end), line);
    if (entry) yield entry;
    start = end + 1;
  }
}

function readLine(bytes: Buffer, line: number): FeedEntry | undefined {
  if (bytes.length > MAX_RECORD_BYTES) return { line, fault: { message: 'This line is longer than 1 MiB.' } };
  const text = decodeUtf8(bytes);
  if (text === undefined) return { line, fault: { message: NOT_UTF_8 } };
  if (text.trim() === '') return undefined;
  const value = parseJson(text);
  return isObject(value)
    ? { line, values: value }
    : { line, fault: { message: 'This line is no JSON object. Write one object a line.' } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
