/** How a picture is moved. Mirrored first, then turned and enlarged about the centre, then shifted. */
export interface Movement {
  readonly mirrored: boolean;
  /** Above 1 the picture grows. */
  readonly scale: number;
  /** Radians, clockwise as seen. */
  readonly rotation: number;
  /** Shares of width and height, to the right and down. */
  readonly shiftX: number;
  readonly shiftY: number;
}

/** Fixed point: 16 bits after the point, and 8 where two weights are multiplied. */
const ONE = 65536;

/**
 * Where each pixel of a moved picture comes from, worked out once and used for all planes of the frame. Sampling
 * continues the border outside of the picture.
 */
export class SamplingPlan {
  /** Upper left of the four pixels that are mixed. */
  private readonly corner: Int32Array;
  /** Weights of the right and of the lower ones, 0…256. */
  private readonly right: Uint16Array;
  private readonly lower: Uint16Array;
  /** The closest pixel; −1 outside of the picture. */
  private readonly nearest: Int32Array;
  private readonly forward: readonly number[];

  /** @param height at least 2, as `width` */
  constructor(
    readonly height: number,
    readonly width: number,
    movement: Movement,
  ) {
    const pixels = height * width;
    this.corner = new Int32Array(pixels);
    this.right = new Uint16Array(pixels);
    this.lower = new Uint16Array(pixels);
    this.nearest = new Int32Array(pixels);
    this.forward = forwardMatrix(height, width, movement);
    this.fill();
  }

  /** Bilinear; `planes` pictures of one channel behind each other. */
  sample(source: Uint8Array, planes: number): Uint8Array {
    const { corner, right, lower, width } = this;
    const pixels = corner.length;
    const target = new Uint8Array(planes * pixels);
    for (let plane = 0; plane < planes; plane++) {
      const base = plane * pixels;
      for (let i = 0; i < pixels; i++) {
        const at = base + corner[i]!;
        const x = right[i]!;
        const y = lower[i]!;
        const above = source[at]! * (256 - x) + source[at + 1]! * x;
        const below = source[at + width]! * (256 - x) + source[at + width + 1]! * x;
        target[base + i] = (above * (256 - y) + below * y + 32768) >> 16;
      }
    }
    return target;
  }

  /** As {@link sample}, with `outside` beyond the picture. */
  sampleWithin(source: Uint8Array, planes: number, outside: number): Uint8Array {
    const target = this.sample(source, planes);
    const { nearest } = this;
    const pixels = nearest.length;
    for (let i = 0; i < pixels; i++)
      if (nearest[i]! < 0) for (let at = i; at < target.length; at += pixels) target[at] = outside;
    return target;
  }

  /** The closest pixel's label, through `relabel`; 0 outside of the picture. */
  sampleLabels(source: Uint8Array, relabel: Uint8Array): Uint8Array {
    const { nearest } = this;
    const target = new Uint8Array(nearest.length);
    for (let i = 0; i < target.length; i++) {
      const at = nearest[i]!;
      if (at >= 0) target[i] = relabel[source[at]!]!;
    }
    return target;
  }

  /** Where a point of the picture goes; both as shares of width and height. */
  move(x: number, y: number): [number, number] {
    const [a, b, c, d, e, f] = this.forward as [number, number, number, number, number, number];
    const px = x * this.width;
    const py = y * this.height;
    return [(a * px + b * py + c) / this.width, (d * px + e * py + f) / this.height];
  }

  private fill(): void {
    const { height, width, corner, right, lower, nearest } = this;
    const [a, b, c, d, e, f] = inverse(this.forward);
    const stepX = Math.round(a * ONE);
    const stepY = Math.round(d * ONE);
    const lastX = (width - 1) * ONE;
    const lastY = (height - 1) * ONE;
    let i = 0;
    for (let row = 0; row < height; row++) {
      // Centres of pixels lie at halves; the picture's own indices at whole numbers.
      let x = Math.round((a * 0.5 + b * (row + 0.5) + c - 0.5) * ONE);
      let y = Math.round((d * 0.5 + e * (row + 0.5) + f - 0.5) * ONE);
      for (let column = 0; column < width; column++, i++, x += stepX, y += stepY) {
        const nearX = (x + ONE / 2) >> 16;
        const nearY = (y + ONE / 2) >> 16;
        nearest[i] = nearX >= 0 && nearX < width && nearY >= 0 && nearY < height ? nearY * width + nearX : -1;
        const insideX = x < 0 ? 0 : x > lastX ? lastX : x;
        const insideY = y < 0 ? 0 : y > lastY ? lastY : y;
        const left = Math.min(insideX >> 16, width - 2);
        const upper = Math.min(insideY >> 16, height - 2);
        corner[i] = upper * width + left;
        right[i] = (insideX - left * ONE) >> 8;
        lower[i] = (insideY - upper * ONE) >> 8;
      }
    }
  }
}

/** x′ = a·x + b·y + c and y′ = d·x + e·y + f, pixels from the frame's corner, as [a, b, c, d, e, f]. */
function forwardMatrix(height: number, width: number, movement: Movement): readonly number[] {
  const cos = Math.cos(movement.rotation) * movement.scale;
  const sin = Math.sin(movement.rotation) * movement.scale;
  const mirror = movement.mirrored ? -1 : 1;
  const centreX = width / 2;
  const centreY = height / 2;
  const a = mirror * cos;
  const d = mirror * sin;
  const c = centreX + movement.shiftX * width - a * centreX + sin * centreY;
  const f = centreY + movement.shiftY * height - d * centreX - cos * centreY;
  return [a, -sin, c, d, cos, f];
}

function inverse(matrix: readonly number[]): [number, number, number, number, number, number] {
  const [a, b, c, d, e, f] = matrix as [number, number, number, number, number, number];
  const determinant = a * e - b * d;
  const [ia, ib, id, ie] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
  return [ia, ib, -(ia * c + ib * f), id, ie, -(id * c + ie * f)];
}
