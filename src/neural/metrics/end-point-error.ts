/** Positions in a garment picture for the pixels of a frame: −1 and 1 are its borders (`align_corners=false`). */
export interface FrameFlow {
  readonly height: number;
  readonly width: number;
  /** [2, height, width]: x, then y. */
  readonly data: Float32Array;
}

/**
 * Mean end-point error of a flow (Baker et al. 2011): the distance of where a pixel is sampled from where it truly lies
 * in the garment picture, in pixels of the frame. undefined when there is no truth.
 *
 * @param flow of the truth's size
 * @param truth NaN where it is not known
 */
export function endPointError(flow: FrameFlow, truth: FrameFlow): number | undefined {
  const { height, width } = truth;
  const plane = height * width;
  let [sum, count] = [0, 0];
  for (let i = 0; i < plane; i++) {
    const across = ((flow.data[i]! - truth.data[i]!) * width) / 2;
    const down = ((flow.data[plane + i]! - truth.data[plane + i]!) * height) / 2;
    const distance = Math.hypot(across, down);
    if (Number.isNaN(distance)) continue;
    sum += distance;
    count++;
  }
  return count === 0 ? undefined : sum / count;
}
