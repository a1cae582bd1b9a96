import { estimateFlow, type PixelFlow, target } from './optical-flow/estimate-flow.js';
import { lumaPlane, type Plane, sample } from './optical-flow/plane.js';
import { visiblePixels } from './optical-flow/visible-pixels.js';

/** How much a video flickers. */
export interface TemporalWarpingResult {
  /** Mean over steps, of values 0…1; NaN when no step had a pixel that could be followed. Printed times 1,000 at times. */
  readonly value: number;
  /** Pairs of frames that count. */
  readonly steps: number;
  /** Mean share of pixels that could be followed, 0…1. */
  readonly visibleShare: number;
}

interface Frame {
  readonly luma: Plane;
  readonly shown: Float32Array;
}

/**
 * Temporal warping error of a video (Lai et al. 2018, eq. 7 and 8): the next frame is brought back along the optical flow and
 * compared where pixels can be followed: mean squared difference over pixels and channels, as the authors' program has it.
 * The flow is that of the source video, so that a video that flickers cannot hide it; here it comes from
 * `estimateFlow` in place of the FlowNet 2 of the paper, so that figures compare with one another and not with printed ones.
 */
export class TemporalWarpingError {
  private before: Frame | undefined;
  private sum = 0;
  private shares = 0;
  private counted = 0;
  private compared = 0;

  /** For frames of height × width pixels; two are kept at a time. */
  constructor(
    private readonly height: number,
    private readonly width: number,
  ) {}

  /**
   * Adds the next frame.
   *
   * @param source [3, height, width], RGB, −1…1: the frame of the video that went in
   * @param shown the same: the frame that came out
   */
  add(source: Float32Array, shown: Float32Array): void {
    const frame = { luma: lumaPlane(source, this.height, this.width), shown };
    if (this.before) this.compare(this.before, frame);
    this.before = frame;
  }

  /** Begins another video; its first frame is not compared with the last one's. */
  cut(): void {
    this.before = undefined;
  }

  result(): TemporalWarpingResult {
    return { value: this.sum / this.counted, steps: this.counted, visibleShare: this.shares / this.compared };
  }

  private compare(before: Frame, after: Frame): void {
    const forward = estimateFlow(before.luma, after.luma);
    const visible = visiblePixels(forward, estimateFlow(after.luma, before.luma));
    const error = warpingError(before.shown, after.shown, forward, visible);
    this.compared++;
    this.shares += visible.reduce((sum, value) => sum + value, 0) / visible.length;
    if (error === undefined) return;
    this.sum += error;
    this.counted++;
  }
}

/**
 * Mean squared difference of a frame and the next one brought back along the flow, of values 0…1, over the visible pixels
 * and three channels; undefined when there is none.
 *
 * @param first [3, height, width], −1…1
 * @param next the same
 * @param forward from the first to the next
 * @param visible [height, width]
 */
export function warpingError(
  first: Float32Array,
  next: Float32Array,
  forward: PixelFlow,
  visible: Uint8Array,
): number | undefined {
  const { height, width } = forward.across;
  const plane = height * width;
  let [sum, count] = [0, 0];
  for (let channel = 0; channel < 3; channel++) {
    const of = (picture: Float32Array): Float32Array =>
      picture.subarray(channel * plane, (channel + 1) * plane);
    const later = { height, width, data: Float64Array.from(of(next)) };
    const earlier = of(first);
    for (let at = 0; at < plane; at++) {
      if (visible[at] !== 1) continue;
      sum += ((sample(later, ...target(forward, at, width)) - earlier[at]!) / 2) ** 2;
      count++;
    }
  }
  return count === 0 ? undefined : sum / count;
}
