import { RowEnlarger, axisTable } from './field.js';
import type { GarmentPyramid } from './garment-pyramid.js';
import type { NetworkMaps } from './network-maps.js';
import type { Picture, Window } from './picture.js';
import { type CompositionPlan, type Span, planComposition } from './plan-composition.js';
import { blendPaint, decide, putOnGarment } from './row-layers.js';

/** Everything that becomes a try-on at the photo's own size. */
export interface ComposeInput {
  readonly photo: Picture;
  /** Where the network's frame lies in the photo. */
  readonly window: Window;
  /** The cutout that the network's garment input was made of. */
  readonly garment: GarmentPyramid;
  readonly maps: NetworkMaps;
}

/**
 * Native-resolution compositing (the garment's and the photo's detail come from the pictures, not from the network):
 *
 *   result = α·garment(flow) + (1 − α)·(k·photo + (1 − k)·paint)
 *
 * with α = mask(flow)·composition / warped mask: the garment's own full-size mask draws its outline, and the network
 * says how much of it shows; k drawn along the photo's edges by a guided filter. Flow, composition and paint are
 * enlarged bilinearly with half-pixel centres. Pixels with α < 1/512 and k = 1, and all outside of the window, are the
 * photo's, bit for bit.
 *
 * @returns a new picture of the photo's size
 */
export function composeTryOn({ photo, window, garment, maps }: ComposeInput): Picture {
  const { width, height } = window;
  const data = photo.data.slice();
  const plan = planComposition(maps, {
    left: window.left > 0,
    top: window.top > 0,
    right: window.left + width < photo.width,
    bottom: window.top + height < photo.height,
  });
  const decision = new RowEnlarger(plan.decision, width, height);
  const paint = new RowEnlarger(plan.paint, width, height);
  const warped = new RowEnlarger(plan.warped, width, height);
  const flow = new RowEnlarger(plan.flow, width, height);
  const rows = axisTable(plan.decision.height, height);
  const level = garment.level(garment.height / height);
  const keep = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const span = enlargedSpan(plan, rows.lower[y]!, rows.upper[y]!, width);
    if (span.from === span.to) continue;
    const start = (window.top + y) * photo.width + window.left;
    const row = data.subarray(start * 3, (start + width) * 3);
    const decided = decision.row(y, span.from, span.to);
    const { painted, worn } = decide(row, decided, span, keep);
    blendPaint(row, keep, paint.row(y, painted.from, painted.to), painted);
    const composition = decided.subarray(4 * width);
    const shape = warped.row(y, worn.from, worn.to);
    putOnGarment(row, composition, shape, flow.row(y, worn.from, worn.to), level, worn);
  }
  return { width: photo.width, height: photo.height, data };
}

/** Columns of an enlarged row that any of the two rows it is blended of may change. */
function enlargedSpan(
  { decision, spans }: CompositionPlan,
  upperRow: number,
  lowerRow: number,
  width: number,
): Span {
  const touched = [spans[upperRow]!, spans[lowerRow]!].filter(({ from, to }) => from < to);
  if (touched.length === 0) return { from: 0, to: 0 };
  const scale = width / decision.width;
  const first = Math.min(...touched.map(({ from }) => from));
  const last = Math.max(...touched.map(({ to }) => to));
  return {
    from: Math.max(0, Math.floor((first - 0.5) * scale)),
    to: Math.min(width, Math.ceil((last + 0.5) * scale)),
  };
}
