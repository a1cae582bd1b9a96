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
  readonly multiScale: readonly {
    readonly height: number;
    readonly width: number;
    readonly grey: number;
    readonly rgb: number;
  }[];
  readonly preservation: {
    readonly height: number;
    readonly width: number;
    readonly l1: number;
    readonly ssim: number;
    readonly share: number;
  };
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
