import { DataSetError } from '../../../neural/datasets/data-set.js';
import type { TrainingPair } from '../../../neural/datasets/training-pair.js';
import { estimateFlow } from '../../../neural/metrics/optical-flow/estimate-flow.js';
import { lumaPlane, type Plane } from '../../../neural/metrics/optical-flow/plane.js';
import { visiblePixels } from '../../../neural/metrics/optical-flow/visible-pixels.js';
import { warpingError } from '../../../neural/metrics/temporal-warping-error.js';
import { wornMask, wornOverlap } from '../../../neural/validation/cycle-try-on.js';
import { toGarmentInput, toSigned } from '../../../neural/validation/student-inputs.js';
import type { StudentMaps } from '../../../neural/validation/student-runner.js';
import type { Student } from '../../../neural/validation/student.js';
import { finiteFigures, type ItemFigures } from '../figure-kinds.js';
import type { BenchmarkItems, MeasuredItem } from '../measured-item.js';
import type { PictureMeasures } from '../picture-measures.js';
import { decodeForTest } from './decode-for-test.js';
import type { PairPlan } from './pair-items.js';

/** A frame and the one before it. */
const FRAMES_KEPT = 2;

interface TriedFrame {
  readonly pair: TrainingPair;
  /** [3, height, width], −1…1. */
  readonly photo: Float32Array;
  readonly maps: StudentMaps;
}

/** The frames of videos, each tried on by itself in the garment of its video. */
export class VideoItems implements BenchmarkItems {
  readonly ids: readonly string[];
  /** The frames tried on last: one of them comes before the next one. */
  private readonly last = new Map<number, TriedFrame>();

  constructor(
    private readonly plan: Omit<PairPlan, 'pool' | 'others'>,
    private readonly measures: PictureMeasures,
  ) {
    this.ids = plan.pairs.map(({ id }) => id);
  }

  groupOf(): undefined {
    return undefined;
  }

  async measure(index: number, student: Student): Promise<MeasuredItem> {
    const before = await this.frameBefore(index, student);
    const frame = await this.tryOn(index, student);
    const { pair, photo, maps } = frame;
    const { tryOn } = maps;
    const hasLabels = this.plan.pairs[index]!.labels !== undefined;
    return {
      figures: {
        ...(await this.measures.compare(tryOn, photo)),
        ...(hasLabels && {
          iou: wornOverlap(maps, pair.labels),
          ...(await this.measures.kept(photo, tryOn, wornMask(pair.labels), maps.composition)),
        }),
        ...(before && flicker(before, frame, this.plan)),
      },
      photo,
      garment: toSigned(pair.garment),
      tryOn,
      maps,
    };
  }

  close(): Promise<void> {
    return this.measures.close();
  }

  /** The frame before in the same video; undefined for the first one, and where that one cannot be read. */
  private async frameBefore(index: number, student: Student): Promise<TriedFrame | undefined> {
    const [before, now] = [this.ids[index - 1], this.ids[index]!];
    if (before === undefined || videoOf(before) !== videoOf(now)) return undefined;
    try {
      return await this.tryOn(index - 1, student);
    } catch (error) {
      if (error instanceof DataSetError) return undefined;
      throw error;
    }
  }

  private async tryOn(index: number, student: Student): Promise<TriedFrame> {
    const known = this.last.get(index);
    if (known) return known;
    const pair = await decodeForTest(this.plan.pairs[index]!, this.plan);
    const photo = toSigned(pair.photo);
    const maps = await student.tryOn(photo, toGarmentInput(pair.garment, pair.garmentMask));
    const frame = { pair, photo, maps };
    if (this.last.size >= FRAMES_KEPT) this.last.delete(this.last.keys().next().value!);
    this.last.set(index, frame);
    return frame;
  }
}

/** `test/VIDEO/FRAME` → `test/VIDEO`. */
function videoOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}

/**
 * Temporal warping error of one step, of the try-ons and, for how much the video changes by itself, of the real frames. Both
 * follow the optical flow of the real frames.
 */
function flicker(
  before: TriedFrame,
  after: TriedFrame,
  { height, width }: { readonly height: number; readonly width: number },
): ItemFigures {
  const [first, next] = [before, after].map(({ photo }) => lumaPlane(photo, height, width)) as [Plane, Plane];
  const forward = estimateFlow(first, next);
  const visible = visiblePixels(forward, estimateFlow(next, first));
  return finiteFigures({
    temporal: warpingError(before.maps.tryOn, after.maps.tryOn, forward, visible),
    temporalSource: warpingError(before.photo, after.photo, forward, visible),
  });
}
