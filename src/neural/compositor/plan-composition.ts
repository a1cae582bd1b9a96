import type { Field } from './field.js';
import { GuidedFilter } from './guided-filter.js';
import type { NetworkMaps } from './network-maps.js';
import type { Picture, Window } from './picture.js';
import { refinePreservation } from './refine-preservation.js';
import { repaint } from './repaint.js';
import { enlargeFlow, warpMask } from './warp-mask.js';

/** Sides of the network's frame that lie inside the photo: there the change must have faded out. */
export interface InnerSides {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

/** The sides of the window that are not the photo's own. */
export function innerSides(
  { left, top, width, height }: Window,
  photo: Pick<Picture, 'width' | 'height'>,
): InnerSides {
  return {
    left: left > 0,
    top: top > 0,
    right: left + width < photo.width,
    bottom: top + height < photo.height,
  };
}

/** Columns [from, to) of a row; from = to when there are none. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where each layer begins among the channels of {@link CompositionPlan.layers}. */
export const LAYER = {
  /** a (3 channels) and b of keep = a·colour + b with the photo's colour in −1…1. */
  keep: 0,
  /** Red, green, blue, 0…255. */
  paint: 4,
  /** 0…1. */
  composition: 7,
  /** The warped garment mask, 0…1. */
  warped: 8,
  /** x and y, −1…1. */
  flow: 9,
} as const;

/** Everything that is decided at the network's size. */
export interface CompositionPlan {
  /** [11, height, width]; see {@link LAYER}. */
  readonly layers: Field;
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
  const plane = height * width;
  const warped = warpMask(network);
  const filter = new GuidedFilter({ channels: 3, height, width, data: network.person }, RADIUS);
  const keep = refinePreservation(network, warped, filter);
  const layers: Field = { channels: 11, height, width, data: new Float32Array(11 * plane) };
  const put = (layer: number, values: Float32Array): void => layers.data.set(values, layer * plane);
  put(LAYER.keep, filter.coefficients(keep, EDGES).data);
  put(LAYER.paint, repaint(network, warped, keep));
  put(LAYER.composition, network.composition);
  put(LAYER.warped, warped);
  put(LAYER.flow, enlargeFlow(network).data);
  keepSides(layers, inner);
  return { layers, spans: Array.from({ length: height }, (_, y) => spanOf(layers, y)) };
}

/** Keeps the outermost pixels of the given sides; enlarging turns that into a soft fade. */
function keepSides({ data, height, width }: Field, inner: InnerSides): void {
  const plane = height * width;
  const keepAt = (i: number): void => {
    for (let c = 0; c < 3; c++) data[(LAYER.keep + c) * plane + i] = 0;
    data[(LAYER.keep + 3) * plane + i] = 1;
    data[LAYER.composition * plane + i] = 0;
  };
  for (let y = 0; y < height; y++) {
    if (inner.left) keepAt(y * width);
    if (inner.right) keepAt(y * width + width - 1);
  }
  for (let x = 0; x < width; x++) {
    if (inner.top) keepAt(x);
    if (inner.bottom) keepAt((height - 1) * width + x);
  }
}

/** Columns of a row outside of which the photo stays whatever its colours are. */
function spanOf({ data, height, width }: Field, y: number): Span {
  const plane = height * width;
  let from = width;
  let to = 0;
  for (let x = 0; x < width; x++) {
    const i = y * width + x;
    let least = data[(LAYER.keep + 3) * plane + i]!;
    for (let c = 0; c < 3; c++) least -= Math.abs(data[(LAYER.keep + c) * plane + i]!);
    if (least >= KEEP.to && data[LAYER.composition * plane + i] === 0) continue;
    if (to === 0) from = x;
    to = x + 1;
  }
  return to > 0 ? { from, to } : { from: 0, to: 0 };
}
