import type { TrainingPair } from '../datasets/training-pair.js';
import { estimateMean, type Estimate } from '../metrics/estimate.js';
import { PictureComparison, type PictureSimilarity } from '../metrics/picture-comparison.js';
import { tryOnCycle, wornOverlap } from './cycle-try-on.js';
import { toSigned } from './student-inputs.js';
import type { Student } from './student.js';
import type { TryOnPictures } from './try-on-pictures.js';

/** Pairs of the student's frame by index, as a prepared store or a list gives them. */
export interface PairSource {
  readonly length: number;
  read(index: number): TrainingPair | Promise<TrainingPair>;
}

/** How the cycle test is run. */
export interface CycleOptions {
  /** For each pair the index of the pair whose garment is tried on in between. */
  readonly others: readonly number[];
  /** Only the first so many pairs; default: all. */
  readonly limit?: number;
  /** Is shown each unpaired try-on, the first half of a cycle. */
  readonly show?: (pictures: TryOnPictures) => void;
}

/** One pair's figures. */
export interface CycleResult extends PictureSimilarity {
  readonly id: string;
  /** Of where the garment is shown and the photo's labels. */
  readonly iou: number;
}

/** Figures of the cycle test. */
export interface CycleReport {
  readonly pairs: readonly CycleResult[];
  readonly ssim: Estimate;
  readonly ssimRgb: Estimate;
  readonly l1: Estimate;
  readonly psnr: Estimate;
  readonly iou: Estimate;
}

/**
 * The cycle test, for data without a true unpaired answer: a person tries on another garment, and on that result their own
 * again, which is compared with the photo at the student's frame. The result goes from one try-on to the next as it is,
 * unrounded. The whole frame counts, so that what the student leaves untouched raises every figure.
 *
 * IoU compares where the second try-on shows the warped garment (composition above ½) with the garment labels of the photo
 * (upper clothes, dress, coat).
 */
export async function runCycleProtocol(
  student: Student,
  source: PairSource,
  { others, limit = source.length, show }: CycleOptions,
): Promise<CycleReport> {
  const comparison = await PictureComparison.open(student.height, student.width, { threads: 1 });
  const pairs: CycleResult[] = [];
  for (let i = 0; i < Math.min(limit, source.length); i++) {
    const own = await source.read(i);
    const other = await source.read(others[i]!);
    const { photo, between, back } = await tryOnCycle(student, own, other);
    pairs.push({
      id: own.id,
      ...(await comparison.compare(back.tryOn, photo)),
      iou: wornOverlap(back, own.labels),
    });
    const { height, width } = own;
    const garment = toSigned(other.garment);
    show?.({ label: `${own.id} ${other.garmentId}`, height, width, photo, garment, tryOn: between.tryOn });
  }
  await comparison.close();
  const estimate = (name: Exclude<keyof CycleResult, 'id'>): Estimate =>
    estimateMean(pairs.map((pair) => pair[name]));
  return {
    pairs,
    ssim: estimate('ssim'),
    ssimRgb: estimate('ssimRgb'),
    l1: estimate('l1'),
    psnr: estimate('psnr'),
    iou: estimate('iou'),
  };
}
