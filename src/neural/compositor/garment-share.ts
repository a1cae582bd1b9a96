import type { ComposeInput } from './compose-try-on.js';
import { axisTable, blendRows } from './field.js';
import type { CoverageMap } from './picture.js';
import { innerSides, planComposition } from './plan-composition.js';
import { RowLayers } from './row-layers.js';

/**
 * How much of a composed try-on is garment: α of `composeTryOn` at the centres of the network's pixels.
 *
 * @returns a map over the window, of the network's size; 0 = photo or paint alone, 255 = garment alone
 */
export function garmentShare({ photo, window, garment, maps }: ComposeInput): CoverageMap {
  const { width, height } = maps;
  const { layers } = planComposition(maps, innerSides(window, photo));
  const rows = axisTable(height, height);
  const drawing = new RowLayers(axisTable(width, width), width);
  const blended = new Float64Array(layers.channels * width);
  const level = garment.level(garment.height / height);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    blendRows(layers, rows, y, blended);
    data.set(
      drawing.shares(blended, level).map((share) => Math.round(255 * share)),
      y * width,
    );
  }
  return { width, height, data };
}
