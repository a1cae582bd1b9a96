/** One 4-connected set of pixels with the same value. */
export interface Region {
  /** Number in the label map, from 1. */
  readonly label: number;
  /** Value of its pixels in the map that was labelled. */
  readonly value: number;
  readonly area: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Splits a map of values into its 4-connected regions; pixels of value 0 are left out and have label 0. */
export function labelRegions(
  map: Uint8Array,
  width: number,
  height: number,
): { readonly labels: Int32Array; readonly regions: readonly Region[] } {
  const pixels = width * height;
  const labels = new Int32Array(pixels);
  const stack = new Int32Array(pixels);
  const regions: Region[] = [];
  for (let start = 0; start < pixels; start++) {
    const value = map[start]!;
    if (value === 0 || labels[start] !== 0) continue;
    const label = regions.length + 1;
    let [area, left, right, top, bottom, depth] = [0, width, 0, height, 0, 1];
    stack[0] = start;
    labels[start] = label;
    while (depth > 0) {
      const pixel = stack[--depth]!;
      const x = pixel % width;
      const y = (pixel - x) / width;
      area++;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (let side = 0; side < 4; side++) {
        if (side === 0 ? x === 0 : side === 1 ? x === width - 1 : side === 2 ? y === 0 : y === height - 1)
          continue;
        const other = pixel + (side === 0 ? -1 : side === 1 ? 1 : side === 2 ? -width : width);
        if (labels[other] !== 0 || map[other] !== value) continue;
        labels[other] = label;
        stack[depth++] = other;
      }
    }
    regions.push({ label, value, area, left, top, right, bottom });
  }
  return { labels, regions };
}
