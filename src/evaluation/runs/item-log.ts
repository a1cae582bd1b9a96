import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationError } from './evaluation-error.js';
import type { ItemFigures } from './figure-kinds.js';

/** `items.jsonl` in a run's folder. */
export const ITEMS_FILE = 'items.jsonl';

/** One line of `items.jsonl`: an item that was measured, or why it could not be. */
export interface ItemRecord {
  readonly id: string;
  readonly group?: string;
  /** Absent when it could not be measured. */
  readonly figures?: ItemFigures;
  /** Figures of the second model. */
  readonly against?: ItemFigures;
  /** Why it could not be measured. */
  readonly problem?: string;
}

/** Lines are written at once, so that a killed process loses none; a power cut may cost so many. */
const LINES_A_SYNC = 16;

/** Appends a record a line to a file. Records written before are kept; half a line, which a crash may leave, is cut off. */
export class JsonLines<T> {
  private unsynced = 0;

  private constructor(
    private readonly file: FileHandle,
    /** What the file held. */
    readonly before: readonly T[],
  ) {}

  /** @throws EvaluationError when a line of it is no JSON */
  static async open<T>(path: string): Promise<JsonLines<T>> {
    const text = await readFile(path, 'utf8').catch(() => '');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const before = parse<T>(path, whole);
    if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole));
    return new JsonLines<T>(await open(path, 'a'), before);
  }

  async append(record: T): Promise<void> {
    await this.file.writeFile(`${JSON.stringify(record)}\n`);
    if (++this.unsynced >= LINES_A_SYNC) await this.sync();
  }

  async close(): Promise<void> {
    await this.sync();
    await this.file.close();
  }

  private async sync(): Promise<void> {
    await this.file.datasync();
    this.unsynced = 0;
  }
}

/**
 * The items of a run, in the order in which they were measured.
 *
 * @throws EvaluationError when the folder has no such file or it is damaged
 */
export async function readItems(folder: string): Promise<ItemRecord[]> {
  const path = join(folder, ITEMS_FILE);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new EvaluationError(`${path} cannot be read: is this the folder of an evaluation?`);
  });
  return parse<ItemRecord>(path, text.slice(0, text.lastIndexOf('\n') + 1));
}

function parse<T>(path: string, text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      try {
        return JSON.parse(line) as T;
      } catch {
        throw new EvaluationError(`${path}: line ${i + 1} is damaged; evaluate into another folder.`);
      }
    });
}
