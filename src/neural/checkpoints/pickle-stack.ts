import { CheckpointError } from './checkpoint-error.js';
import type { PickleValue } from './pickle-values.js';

const MAX_OPEN_MARKS = 256;

/** The stack of the pickle machine, with its marks. */
export class PickleStack {
  private readonly values: PickleValue[] = [];
  private readonly marks: number[] = [];

  push(value: PickleValue): void {
    this.values.push(value);
  }

  /** Remembers this height: what follows belongs together. */
  mark(): void {
    if (this.marks.length >= MAX_OPEN_MARKS) {
      throw new CheckpointError(
        `the pickle nests deeper than ${MAX_OPEN_MARKS} levels: no state dictionary does`,
      );
    }
    this.marks.push(this.values.length);
  }

  /** Takes the uppermost value. */
  pop(): PickleValue {
    if (this.values.length <= this.floor()) throw damagedStack();
    return this.values.pop() as PickleValue;
  }

  /** Takes the uppermost `count` values, lowest first. */
  popMany(count: number): PickleValue[] {
    if (this.values.length - count < this.floor()) throw damagedStack();
    return this.values.splice(this.values.length - count);
  }

  /** Takes everything above the uppermost mark, and the mark. */
  popToMark(): PickleValue[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw damagedStack();
    return this.values.splice(mark);
  }

  /** The uppermost value, which stays. */
  peek(): PickleValue {
    if (this.values.length <= this.floor()) throw damagedStack();
    return this.values.at(-1) as PickleValue;
  }

  /** Whether nothing is left, neither values nor marks. */
  isEmpty(): boolean {
    return this.values.length === 0 && this.marks.length === 0;
  }

  private floor(): number {
    return this.marks.at(-1) ?? 0;
  }
}

function damagedStack(): CheckpointError {
  return new CheckpointError('the pickle takes values it never made: the file is damaged; fetch it again');
}
