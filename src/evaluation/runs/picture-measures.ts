import { PerceptualDistance } from '../../neural/metrics/perceptual-distance.js';
import { PictureComparison } from '../../neural/metrics/picture-comparison.js';
import { PreservationComparison, unionOf } from '../../neural/metrics/preservation.js';
import type { LpipsWeights } from './evaluation-request.js';
import { finiteFigures, type ItemFigures } from './figure-kinds.js';

/** Everything that compares two pictures of one size, opened once. Pictures are [3, height, width], RGB, −1…1. */
export class PictureMeasures {
  private constructor(
    private readonly similarity: PictureComparison,
    private readonly preservation: PreservationComparison,
    private readonly perceptual: PerceptualDistance | undefined,
    private readonly perceptualName: 'lpips' | 'lpipsVgg',
  ) {}

  /** For pictures of height × width pixels. */
  static async open(height: number, width: number, lpips?: LpipsWeights): Promise<PictureMeasures> {
    const options = { threads: 1 };
    return new PictureMeasures(
      await PictureComparison.open(height, width, options),
      await PreservationComparison.open(height, width, options),
      lpips && (await PerceptualDistance.open({ ...lpips, height, width, threads: 1 })),
      lpips?.backbone === 'vgg' ? 'lpipsVgg' : 'lpips',
    );
  }

  /** How alike two pictures are: SSIM, MS-SSIM (of large pictures only), L1, PSNR, LPIPS (with weights). */
  async compare(a: Float32Array, b: Float32Array): Promise<ItemFigures> {
    const perceptual = await this.perceptual?.compare(a, b);
    return finiteFigures({
      ...(await this.similarity.compare(a, b)),
      [this.perceptualName]: perceptual,
    });
  }

  /** SSIM of the grey pictures and L1 alone. */
  async compareBriefly(a: Float32Array, b: Float32Array): Promise<{ ssim: number; l1: number }> {
    const { ssim, l1 } = await this.similarity.compare(a, b);
    return { ssim, l1 };
  }

  /**
   * How well what no garment covers stayed as it was.
   *
   * @param garments [height, width] each, set above ½: where a garment is or shows
   */
  async kept(
    photo: Float32Array,
    tryOn: Float32Array,
    ...[first, ...others]: [ArrayLike<number>, ...ArrayLike<number>[]]
  ): Promise<ItemFigures> {
    const { l1, ssim } = await this.preservation.compare(photo, tryOn, unionOf(first, ...others));
    return finiteFigures({ keptL1: l1, keptSsim: ssim });
  }

  async close(): Promise<void> {
    await this.similarity.close();
    await this.preservation.close();
    await this.perceptual?.close();
  }
}
