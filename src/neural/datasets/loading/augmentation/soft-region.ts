/**
 * How much a region covers each pixel and its eight neighbours, 0…1: 1 within, 0 outside, in between along the outline.
 *
 * @param region 1 on the region, else 0
 */
export function softRegion(region: Uint8Array, height: number, width: number): Float32Array {
  const rows = new Uint8Array(region.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      rows[i] = region[x > 0 ? i - 1 : i]! + region[i]! + region[x < width - 1 ? i + 1 : i]!;
  const soft = new Float32Array(region.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      soft[i] = (rows[y > 0 ? i - width : i]! + rows[i]! + rows[y < height - 1 ? i + width : i]!) / 9;
  return soft;
}
