import { buildModel } from '../graph/build-model.js';
import { abs } from '../graph/operators/transcendental.js';
import { div, mul, sub } from '../graph/operators/arithmetic.js';
import { mean } from '../graph/operators/mean.js';
import { maxPool } from '../graph/operators/pooling.js';
import { sum } from '../graph/operators/sum.js';
import { input, type Tensor } from '../graph/tensor.js';
import { floats, GraphSession, type SessionOptions } from '../runtime/graph-session.js';
import { shownPicture } from './shown-picture.js';
import { grey, similarityMaps, WINDOW_SIDE } from './structural-similarity.js';

/** How much of a person was left as they are, where nothing had to change. */
export interface Preservation {
  /** Mean absolute difference outside of the change, 0…1; undefined when everything was to change. */
  readonly l1: number | undefined;
  /** Grey SSIM over the windows that lie wholly outside of the change, at most 1; undefined when there is none. */
  readonly ssim: number | undefined;
  /** Share of the pixels that lie outside of the change, 0…1: a small one means that little was asked of the model. */
  readonly share: number;
}

/**
 * Compares a try-on with its photo outside of what was to change: face, hair, hands, lower clothes, background. The change is
 * the union of the garment worn in the photo and of the new one, see {@link unionOf}. The graph is made once a size.
 */
export class PreservationComparison {
  private constructor(
    private readonly session: GraphSession,
    private readonly shape: readonly [number, number, number, number],
  ) {}

  /** For pictures of height × width pixels, 11 × 11 at least. */
  static async open(
    height: number,
    width: number,
    options: SessionOptions = {},
  ): Promise<PreservationComparison> {
    const shape = [1, 3, height, width] as const;
    const changed = input('changed', [1, 1, height, width]);
    const inputs = [input('a', shape), input('b', shape), changed] as const;
    const [a, b] = inputs.slice(0, 2).map(shownPicture) as [Tensor, Tensor];
    const outside = sub(1, changed);
    const windows = sub(1, maxPool(changed, { kernel: WINDOW_SIDE, stride: 1 }));
    const { similarity } = similarityMaps(grey(a), grey(b), 1);
    const outputs = {
      l1: div(sum(mul(mean(abs(sub(a, b)), [1], true), outside)), sum(outside)),
      ssim: div(sum(mul(similarity, windows)), sum(windows)),
      share: mean(outside),
    };
    const session = await GraphSession.open(buildModel({ inputs, outputs }), options);
    return new PreservationComparison(session, shape);
  }

  /**
   * @param photo [3, height, width], RGB, −1…1
   * @param tryOn the same
   * @param changed [height, width], set where above ½: what was to change
   */
  async compare(photo: Float32Array, tryOn: Float32Array, changed: ArrayLike<number>): Promise<Preservation> {
    const [, , height, width] = this.shape;
    const answer = await this.session.run({
      a: floats(photo, this.shape),
      b: floats(tryOn, this.shape),
      changed: floats(Float32Array.from(unionOf(changed)), [1, 1, height, width]),
    });
    const value = (name: string): number => (answer[name]?.data as Float32Array)[0] ?? NaN;
    const known = (name: string): number | undefined =>
      Number.isFinite(value(name)) ? value(name) : undefined;
    return { l1: known('l1'), ssim: known('ssim'), share: value('share') };
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

/** 1 where one of the masks is above ½, else 0. All are of one size. */
export function unionOf(first: ArrayLike<number>, ...others: readonly ArrayLike<number>[]): Uint8Array {
  return Uint8Array.from(first, (value, i) => (value > 0.5 || others.some((mask) => mask[i]! > 0.5) ? 1 : 0));
}
