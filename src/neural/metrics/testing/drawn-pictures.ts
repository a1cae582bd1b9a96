import { readFileSync } from 'node:fs';

/** What make-expected.py wrote down. */
interface Expected {
  readonly similarity: readonly {
    readonly height: number;
    readonly width: number;
    readonly ssim: number;
    readonly ssimRgb: number;
    readonly ssimOf255: number;
    readonly l1: number;
    readonly psnr: number;
  }[];
  readonly colours: readonly {
    readonly rgb: readonly [number, number, number];
    readonly lab: readonly [number, number, number];
  }[];
  /** CIEDE2000 of each colour and the next. */
  readonly differences: readonly number[];
}

/** Results of scikit-image. */
export const EXPECTED = JSON.parse(
  readFileSync(new URL('expected.json', import.meta.url), 'utf8'),
) as Expected;

/**
 * A picture of waves with a bright block, [3, height, width], 0…1; kind 1 is moved, faded and striped. The formula of
 * make-expected.py.
 */
export function drawnPicture(height: number, width: number, kind: 0 | 1): Float32Array {
  const plane = height * width;
  return Float32Array.from({ length: 3 * plane }, (_, i) => {
    const [channel, x, y] = [Math.floor(i / plane), i % width, Math.floor((i % plane) / width)];
    const moved = x + 2 * kind;
    const waves =
      0.5 +
      0.3 * Math.sin(0.31 * moved + 0.17 * y + channel) +
      0.15 * Math.cos(0.9 * y - 0.05 * moved * channel);
    const isBlock = moved > width / 3 && moved < width / 2 && y > height / 4;
    const value =
      (isBlock ? 0.9 - 0.1 * channel : waves) * (1 - 0.12 * kind) + 0.04 * kind * ((x + 3 * y) % 2);
    return Math.min(1, Math.max(0, value));
  });
}
