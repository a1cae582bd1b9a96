import { axisTable, blendRows } from './field.js';
import type { GarmentPyramid } from './garment-pyramid.js';
import type { NetworkMaps } from './network-maps.js';
import type { Picture, Window } from './picture.js';
import { innerSides, type Span, planComposition } from './plan-composition.js';
import { RowLayers } from './row-layers.js';

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
  const { layers, spans } = planComposition(maps, innerSides(window, photo));
  const rows = axisTable(layers.height, height);
  const drawing = new RowLayers(axisTable(layers.width, width), layers.width);
  const blended = new Float64Array(layers.channels * layers.width);
  const level = garment.level(garment.height / height);
  for (let y = 0; y < height; y++) {
    const cells = touchedCells(spans[rows.lower[y]!]!, spans[rows.upper[y]!]!);
    if (cells.from === cells.to) continue;
    const start = (window.top + y) * photo.width + window.left;
    const row = data.subarray(start * 3, (start + width) * 3);
    blendRows(layers, rows, y, blended, cells.from, Math.min(cells.to + 1, layers.width));
    drawing.draw(row, blended, cells, level);
  }
  return { width: photo.width, height: photo.height, data };
}

/** Columns of the plan after which a row that is blended of two others may change. */
function touchedCells(above: Span, below: Span): Span {
  const [first, second] = above.from < above.to ? [above, below] : [below, above];
  if (first.from === first.to) return first;
  if (second.from === second.to) return { from: Math.max(0, first.from - 1), to: first.to };
  return { from: Math.max(0, Math.min(first.from, second.from) - 1), to: Math.max(first.to, second.to) };
}
