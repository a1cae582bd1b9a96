import type { StudentMaps } from '../../neural/validation/student-runner.js';
import type { Student } from '../../neural/validation/student.js';
import type { ItemFigures } from './figure-kinds.js';

/** One try-on of a benchmark, measured. Pictures are [3, height, width], RGB, −1…1. */
export interface MeasuredItem {
  readonly figures: ItemFigures;
  /** What the student was given. */
  readonly photo: Float32Array;
  readonly garment: Float32Array;
  /** What is compared; of a cycle the second try-on. */
  readonly tryOn: Float32Array;
  /** Of a cycle: the first try-on, in the other garment. */
  readonly between?: Float32Array;
  /** What the try-on is compared with, where that is another picture than the photo. */
  readonly truth?: Float32Array;
  /** Of the try-on that is compared. */
  readonly maps: StudentMaps;
}

/** The items of a benchmark at one size, measured one by one, in any order. */
export interface BenchmarkItems {
  /** Unique and in the order in which they are measured. */
  readonly ids: readonly string[];
  /** What group an item belongs to, as far as the data say so before measuring: a category. */
  groupOf(index: number): string | undefined;
  /** @throws DataSetError when a file of the item is missing or broken */
  measure(index: number, student: Student): Promise<MeasuredItem>;
  close(): Promise<void>;
}
