import type { Field } from './field.js';
import { GuidedFilter } from './guided-filter.js';
import type { NetworkMaps } from './network-maps.js';
import { refinePreservation } from './refine-preservation.js';
import { repaint } from './repaint.js';
import { warpMask } from './warp-mask.js';

/** Sides of the network's frame that lie inside the photo: there the change must have faded out. */
export interface InnerSides {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

/** Columns [from, to) of a row; from = to when there are none. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Everything that is decided at the network's size. */
export interface CompositionPlan {
  /**
   * [5, height, width]: 0–2 and 3, a and b of keep = a·colour + b with the photo's colour in −1…1; 4, the
   * composition, 0…1.
   */
  readonly decision: Field;
  /** [3, height, width], 0…255. */
  readonly paint: Field;
  /** [1, height, width], 0…1. */
  readonly warped: Field;
  /** [2, flowHeight, flowWidth], −1…1. */
  readonly flow: Field;
  /** For each row, the columns that may change. */
  readonly spans: readonly Span[];
}

/** Keep below which nothing of the photo stays, and above which the photo stays as it is. */
export const KEEP = { from: 0.2, to: 0.8 };

/** Window of the guided filter, in pixels of the network's frame. */
const RADIUS = 2;

/** Variance of the photo (−1…1, squared) from which its edges are followed. */
const EDGES = 0.002;

/** Decides at the network's size what is kept, painted and covered. */
export function planComposition(network: NetworkMaps, inner: InnerSides): CompositionPlan {
  const { height, width } = network;
  const field = (channels: number, data: Float32Array): Field => ({ channels, height, width, data });
  const warped = warpMask(network);
  const filter = new GuidedFilter(field(3, network.person), RADIUS);
  const keep = refinePreservation(network, warped, filter);
  const decision = field(5, new Float32Array(5 * height * width));
  decision.data.set(filter.coefficients(keep, EDGES).data);
  decision.data.set(network.composition, 4 * height * width);
  keepSides(decision, inner);
  return {
    decision,
    paint: field(3, repaint(network, warped, keep)),
    warped: field(1, warped),
    flow: { channels: 2, height: network.flowHeight, width: network.flowWidth, data: network.flow },
    spans: Array.from({ length: height }, (_, y) => spanOf(decision, y)),
  };
}

/** Keeps the outermost pixels of the given sides; enlarging turns that into a soft fade. */
function keepSides({ data, height, width }: Field, inner: InnerSides): void {
  const plane = height * width;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isKept =
        (inner.left && x === 0) ||
        (inner.top && y === 0) ||
        (inner.right && x === width - 1) ||
        (inner.bottom && y === height - 1);
      if (!isKept) continue;
      for (let c = 0; c < 5; c++) data[c * plane + y * width + x] = c === 3 ? 1 : 0;
    }
  }
}

/** Columns of a row outside of which the photo stays whatever its colours are. */
function spanOf({ data, height, width }: Field, y: number): Span {
  const plane = height * width;
  let from = width;
  let to = 0;
  for (let x = 0; x < width; x++) {
    const i = y * width + x;
    let least = data[3 * plane + i]!;
    for (let c = 0; c < 3; c++) least -= Math.abs(data[c * plane + i]!);
    if (least >= KEEP.to && data[4 * plane + i] === 0) continue;
    from = Math.min(from, x);
    to = x + 1;
  }
  return from < to ? { from, to } : { from: 0, to: 0 };
}
