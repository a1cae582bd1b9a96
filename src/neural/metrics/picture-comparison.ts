import { buildModel } from '../graph/build-model.js';
import { l1 } from '../losses/reconstruction.js';
import { input, type Tensor } from '../graph/tensor.js';
import { floats, GraphSession, type SessionOptions } from '../runtime/graph-session.js';
import { shownPicture } from './shown-picture.js';
import { LEAST_MULTI_SCALE_SIDE, multiScaleSsim } from './multi-scale-similarity.js';
import { psnr } from './signal-to-noise.js';
import { grey, ssim } from './structural-similarity.js';

/** How alike two pictures are. All are of values 0…1, clipped as a screen does, not rounded to 8 bits. */
export interface PictureSimilarity {
  /** SSIM of the grey pictures (Rec. 601), at most 1. */
  readonly ssim: number;
  /** Mean SSIM of red, green and blue, at most 1. */
  readonly ssimRgb: number;
  /** MS-SSIM of the grey pictures, 0…1; NaN when a side is below 176, which five scales need. */
  readonly msSsim: number;
  /** Mean absolute difference, 0…1. */
  readonly l1: number;
  /** Peak signal-to-noise ratio over all channels, dB; at most `MOST_PSNR`. */
  readonly psnr: number;
}

/** Compares pictures of one size; the graph is made once. */
export class PictureComparison {
  private constructor(
    private readonly session: GraphSession,
    private readonly shape: readonly number[],
  ) {}

  /** For pictures of height × width pixels, 11 × 11 at least. */
  static async open(height: number, width: number, options: SessionOptions = {}): Promise<PictureComparison> {
    const shape = [1, 3, height, width];
    const inputs = [input('a', shape), input('b', shape)] as const;
    const [a, b] = inputs.map(shownPicture) as [Tensor, Tensor];
    const hasScales = Math.min(height, width) >= LEAST_MULTI_SCALE_SIDE;
    const outputs = {
      ssim: ssim(grey(a), grey(b), 1),
      ssim_rgb: ssim(a, b, 1),
      l1: l1(a, b),
      psnr: psnr(a, b, 1),
      ...(hasScales && { ms_ssim: multiScaleSsim(grey(a), grey(b), 1) }),
    };
    return new PictureComparison(await GraphSession.open(buildModel({ inputs, outputs }), options), shape);
  }

  /**
   * @param a [3, height, width], RGB, −1…1
   * @param b the same
   */
  async compare(a: Float32Array, b: Float32Array): Promise<PictureSimilarity> {
    const answer = await this.session.run({ a: floats(a, this.shape), b: floats(b, this.shape) });
    const value = (name: string): number => (answer[name]?.data as Float32Array | undefined)?.[0] ?? NaN;
    return {
      ssim: value('ssim'),
      ssimRgb: value('ssim_rgb'),
      msSsim: value('ms_ssim'),
      l1: value('l1'),
      psnr: value('psnr'),
    };
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}
