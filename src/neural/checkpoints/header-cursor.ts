import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';

const NUMBER = /(?:0|[1-9][0-9]{0,15})/y;
const WHITE_SPACE = /[ \t\r\n]*/y;

/**
 * Walks the JSON of a safetensors header along the one structure it may have, so that other JSON (deep nesting,
 * repeated keys, fractions) costs nothing and is named.
 */
export class HeaderCursor {
  private offset = 0;

  constructor(private readonly text: string) {}

  /** Visits the members of an object; `readValue` must read the value of each. */
  object(readValue: (key: string) => void): void {
    const seen = new Set<string>();
    this.list('{', '}', () => {
      const key = this.string();
      if (seen.has(key))
        throw new CheckpointError(`the header has ${quoteUntrusted(key)} twice: damaged or forged file`);
      seen.add(key);
      this.expect(':');
      readValue(key);
    });
  }

  /** An array of integers from 0 to 2⁵³ − 1, at most `maxLength` of them. */
  integers(maxLength: number): number[] {
    const values: number[] = [];
    this.list('[', ']', () => {
      const value = Number(this.match(NUMBER, 'an integer ≥ 0'));
      if (!Number.isSafeInteger(value)) throw this.unexpected('an integer below 2⁵³');
      if (values.length === maxLength) throw this.unexpected(`at most ${maxLength} numbers`);
      values.push(value);
    });
    return values;
  }

  /** A JSON string. */
  string(): string {
    this.expect('"');
    const start = this.offset - 1;
    while (this.offset < this.text.length && this.text[this.offset] !== '"') {
      this.offset += this.text[this.offset] === '\\' ? 2 : 1;
    }
    this.offset += 1;
    try {
      return JSON.parse(this.text.slice(start, this.offset)) as string;
    } catch (cause) {
      throw new CheckpointError(`the header has a damaged text at character ${start}`, { cause });
    }
  }

  /** Proves that only white space follows. */
  end(): void {
    this.skipWhiteSpace();
    if (this.offset < this.text.length) throw this.unexpected('the end of the header');
  }

  private list(open: string, close: string, readItem: () => void): void {
    this.expect(open);
    if (this.peek() !== close) {
      readItem();
      while (this.peek() === ',') {
        this.offset += 1;
        readItem();
      }
    }
    this.expect(close);
  }

  private expect(character: string): void {
    if (this.peek() !== character) throw this.unexpected(character);
    this.offset += 1;
  }

  private peek(): string | undefined {
    this.skipWhiteSpace();
    return this.text[this.offset];
  }

  private match(pattern: RegExp, expected: string): string {
    this.skipWhiteSpace();
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw this.unexpected(expected);
    this.offset += found.length;
    return found;
  }

  private skipWhiteSpace(): void {
    WHITE_SPACE.lastIndex = this.offset;
    this.offset += WHITE_SPACE.exec(this.text)?.[0].length ?? 0;
  }

  private unexpected(expected: string): CheckpointError {
    const found = quoteUntrusted(this.text.slice(this.offset, this.offset + 20));
    return new CheckpointError(
      `the header has ${found} at character ${this.offset} where ${expected} is expected: damaged or forged file`,
    );
  }
}
