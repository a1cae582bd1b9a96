/** Sizes of an image [B, C, H, W]. */
export type ImageShape = readonly [batch: number, channels: number, height: number, width: number];

/** How a plain convolution walks. */
export interface PlainWindow {
  readonly stride: number;
  /** Top, left, bottom, right. */
  readonly padding: readonly [number, number, number, number];
  readonly groups: number;
}

/** A product that a convolution is the sum of: indices into image, filter and output. */
type Visit = (image: number, filter: number, output: number) => void;

/** The output's shape of a convolution by its definition. */
export function plainOutputShape(x: ImageShape, filter: ImageShape, window: PlainWindow): ImageShape {
  const { stride, padding } = window;
  const side = (size: number, kernel: number, before: number, after: number): number =>
    Math.floor((size + before + after - kernel) / stride) + 1;
  return [
    x[0],
    filter[0],
    side(x[2], filter[2], padding[0], padding[2]),
    side(x[3], filter[3], padding[1], padding[3]),
  ];
}

/** Visits each product of a convolution in nested loops: what the operators are measured against. */
export function eachProduct(x: ImageShape, filter: ImageShape, window: PlainWindow, visit: Visit): void {
  const [batch, outputs, height, width] = plainOutputShape(x, filter, window);
  const { stride, padding, groups } = window;
  const perGroup = outputs / groups;
  for (let b = 0; b < batch; b++)
    for (let o = 0; o < outputs; o++)
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++)
          for (let c = 0; c < filter[1]; c++)
            for (let ky = 0; ky < filter[2]; ky++)
              for (let kx = 0; kx < filter[3]; kx++) {
                const y = row * stride + ky - padding[0];
                const across = column * stride + kx - padding[1];
                if (y < 0 || across < 0 || y >= x[2] || across >= x[3]) continue;
                const channel = Math.floor(o / perGroup) * filter[1] + c;
                visit(
                  at(x, b, channel, y, across),
                  at(filter, o, c, ky, kx),
                  at([batch, outputs, height, width], b, o, row, column),
                );
              }
}

/** Place of an element in row-major memory. */
export function at(shape: ImageShape, b: number, c: number, y: number, x: number): number {
  return ((b * shape[1] + c) * shape[2] + y) * shape[3] + x;
}
