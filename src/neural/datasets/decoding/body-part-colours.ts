/**
 * Colours in which detectron2 draws DensePose parts 0…24 (`dp_segm`, opaque): OpenCV's COLORMAP_PARULA at
 * ⌊part · 255 ⁄ 24⌋, RGB; black where there is nobody.
 *
 * Source: detectron2, `projects/DensePose/densepose/vis/densepose_results.py`; OpenCV 4.
 */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [37, 60, 163],
  [20, 80, 194],
  [4, 97, 223],
  [8, 110, 221],
  [14, 122, 216],
  [20, 132, 212],
  [15, 144, 208],
  [11, 156, 203],
  [6, 166, 198],
  [22, 173, 185],
  [38, 179, 172],
  [55, 185, 159],
  [86, 187, 144],
  [114, 189, 130],
  [145, 191, 116],
  [170, 189, 105],
  [192, 188, 96],
  [216, 186, 86],
  [228, 192, 74],
  [240, 199, 60],
  [252, 206, 46],
  [251, 220, 36],
  [250, 235, 25],
  [249, 251, 14],
];

/** The part whose colour is nearest, for each pixel of interleaved RGB; along outlines JPEG may make it a neighbour. */
export function partsOfColours(rgb: Uint8Array): Uint8Array {
  const known = new Map<number, number>();
  return Uint8Array.from({ length: rgb.length / 3 }, (_, i) => {
    const [r, g, b] = [rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!];
    const key = (r << 16) | (g << 8) | b;
    const part = known.get(key) ?? nearest(r, g, b);
    known.set(key, part);
    return part;
  });
}

function nearest(r: number, g: number, b: number): number {
  const distances = COLOURS.map(([red, green, blue]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
  return distances.indexOf(Math.min(...distances));
}
