import { appendFileSync, closeSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodeEvent, type SummaryValue, type TrainingEvent } from './event-schema.js';
import { tfRecord } from './tf-record.js';

const NAME = /^events\.out\.tfevents\.(\d{10})\.tryflow$/;
const SESSION_START = 1;
const RGB = 3;

/** How an event file begins. */
export interface EventFileOptions {
  /** First step that will be written; after a resume, the one after the checkpoint. Default 0. */
  readonly firstStep?: number;
  /** Milliseconds since 1970. Default: the clock. */
  readonly now?: () => number;
}

/**
 * A TensorBoard event file: TFRecords of `Event` messages.
 *
 * Each start of a run writes a file of its own beside those that are there; TensorBoard reads them in the order of
 * their names, which grow with time. What a killed run had written past its checkpoint is then there twice. TensorBoard
 * shows the later values: it drops what is stored for a step and all later ones as soon as that step arrives again,
 * and for readers that do not, each file begins with a START of the session at {@link EventFileOptions.firstStep}
 * (every START but a run's first drops what lies at or after its step; hence the first file has one too).
 *
 * Every call has handed its record to the operating system when it returns, so that killing the process loses none; a
 * record cut short ends the reading of its file and no other.
 */
export class EventFile {
  private constructor(
    /** Where it lies. */
    readonly path: string,
    private readonly descriptor: number,
    private readonly now: () => number,
  ) {}

  /**
   * Begins a file in a folder, which is made if it is missing.
   *
   * @throws Error of node:fs when the folder cannot be written
   */
  static create(folder: string, { firstStep = 0, now = Date.now }: EventFileOptions = {}): EventFile {
    mkdirSync(folder, { recursive: true });
    const newest = Math.max(0, ...readdirSync(folder).map((name) => Number(NAME.exec(name)?.[1] ?? 0)));
    const second = Math.max(Math.floor(now() / 1000), newest + 1);
    const path = join(folder, `events.out.tfevents.${String(second).padStart(10, '0')}.tryflow`);
    const file = new EventFile(path, openSync(path, 'ax'), now);
    file.append({ fileVersion: 'brain.Event:2' });
    file.append({ step: firstStep, sessionLog: { status: SESSION_START } });
    return file;
  }

  /** Writes figures of one step, by their tags; `/` in a tag groups them. NaN and infinities are kept. */
  scalars(step: number, values: Readonly<Record<string, number>>): void {
    const value = Object.entries(values).map(([tag, simpleValue]) => ({ tag, simpleValue }));
    if (value.length > 0) this.summary(step, value);
  }

  /**
   * Writes a picture.
   *
   * @param picture an RGB picture as PNG and its size in pixels
   */
  image(step: number, tag: string, picture: { png: Uint8Array; width: number; height: number }): void {
    const { png: encodedImageString, width, height } = picture;
    this.summary(step, [{ tag, image: { height, width, colorspace: RGB, encodedImageString } }]);
  }

  /** Ends the file; nothing can be written afterwards. */
  close(): void {
    closeSync(this.descriptor);
  }

  private summary(step: number, value: readonly SummaryValue[]): void {
    this.append({ step, summary: { value } });
  }

  private append(event: Omit<TrainingEvent, 'wallTime'>): void {
    appendFileSync(this.descriptor, tfRecord(encodeEvent({ wallTime: this.now() / 1000, ...event })));
  }
}
