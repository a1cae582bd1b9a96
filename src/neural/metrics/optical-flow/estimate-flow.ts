import { halved, type Plane, planeOf, sample, windowMean } from './plane.js';

/** Where the pixels of one frame lie in another: for pixel (x, y) at (x + across, y + down), in pixels. */
export interface PixelFlow {
  readonly across: Plane;
  readonly down: Plane;
}

/** Smallest side of the coarsest level, in pixels. */
const LEAST_SIDE = 16;

/** Pixels to each side that move together. */
const RADIUS = 5;

const STEPS_A_LEVEL = 6;

/** No step moves a pixel further along an axis, in pixels of the level: slopes tell no more. */
const MOST_STEP = 1;

/** Added to the squared gradients (luma of 0…255, per pixel), so that plain regions keep the flow of the coarser level. */
const STIFFNESS = 1;

/**
 * Dense optical flow by Lucas and Kanade's method (1981) from coarse to fine with warping (Bouguet 2001), in float64: a window of
 * 11×11 pixels moves as one, six steps a level. It follows camera and body motion of some tens of pixels between frames; at
 * the edge of what moves it is off by about the window.
 *
 * @param from luma, 0…255
 * @param to of the same size
 */
export function estimateFlow(from: Plane, to: Plane): PixelFlow {
  const levels: [Plane, Plane][] = [[from, to]];
  for (let [a, b] = levels[0]!; Math.min(a.height, a.width) >= 2 * LEAST_SIDE;) {
    [a, b] = [halved(a), halved(b)];
    levels.push([a, b]);
  }
  let flow: PixelFlow | undefined;
  for (const [a, b] of levels.reverse()) flow = refine(a, b, flow && enlarged(flow, a));
  return flow ?? { across: planeOf(from, () => 0), down: planeOf(from, () => 0) };
}

/** The flow of a level, beginning with what the coarser one found. */
function refine(from: Plane, to: Plane, start: PixelFlow | undefined): PixelFlow {
  const { width } = from;
  const slopeX = planeOf(from, (at) => slope(from, at, 1, at % width, width));
  const slopeY = planeOf(from, (at) => slope(from, at, width, Math.floor(at / width), from.height));
  const product = (a: Plane, b: Plane): Plane =>
    windowMean(
      planeOf(from, (at) => a.data[at]! * b.data[at]!),
      RADIUS,
    );
  const [xx, xy, yy] = [product(slopeX, slopeX), product(slopeX, slopeY), product(slopeY, slopeY)];
  let flow = start ?? { across: planeOf(from, () => 0), down: planeOf(from, () => 0) };
  for (let step = 0; step < STEPS_A_LEVEL; step++) {
    const { across, down } = flow;
    // What the slopes say that the whole motion is: the motion so far, less what is left of the difference.
    const motion = planeOf(from, (at) => {
      const change = sample(to, ...target(flow, at, width)) - from.data[at]!;
      return slopeX.data[at]! * across.data[at]! + slopeY.data[at]! * down.data[at]! - change;
    });
    const [xm, ym] = [product(slopeX, motion), product(slopeY, motion)];
    flow = { across: planeOf(from, () => 0), down: planeOf(from, () => 0) };
    for (let at = 0; at < motion.data.length; at++) {
      const [a, b, c] = [xx.data[at]! + STIFFNESS, xy.data[at]!, yy.data[at]! + STIFFNESS];
      const [x, y] = [xm.data[at]! + STIFFNESS * across.data[at]!, ym.data[at]! + STIFFNESS * down.data[at]!];
      const determinant = a * c - b * b;
      flow.across.data[at] = limited((c * x - b * y) / determinant, across.data[at]!);
      flow.down.data[at] = limited((a * y - b * x) / determinant, down.data[at]!);
    }
  }
  return flow;
}

/** The value, but no further from the one before than a step goes. */
function limited(value: number, before: number): number {
  return Math.min(before + MOST_STEP, Math.max(before - MOST_STEP, value));
}

/** Where a pixel lies in the other frame. */
export function target({ across, down }: PixelFlow, at: number, width: number): [x: number, y: number] {
  return [(at % width) + across.data[at]!, Math.floor(at / width) + down.data[at]!];
}

/** Central difference along an axis; one-sided at the border. */
function slope({ data }: Plane, at: number, stride: number, place: number, size: number): number {
  if (size === 1) return 0;
  const [before, after] = [place > 0 ? at - stride : at, place + 1 < size ? at + stride : at];
  return (data[after]! - data[before]!) / ((after - before) / stride);
}

/** The flow of a coarser level at a finer one. */
function enlarged({ across, down }: PixelFlow, size: Plane): PixelFlow {
  const finer = (plane: Plane): Plane =>
    planeOf(size, (at) => 2 * sample(plane, (at % size.width) / 2, Math.floor(at / size.width) / 2));
  return { across: finer(across), down: finer(down) };
}
