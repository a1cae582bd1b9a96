import { basename } from 'node:path';
import { buildModel } from '../graph/build-model.js';
import { input } from '../graph/tensor.js';
import { loadWeights } from '../networks/load-weights.js';
import { Parameters } from '../networks/parameters.js';
import {
  BACKBONE_FOLDER,
  LINEAR_FOLDER,
  lpips,
  LPIPS_BACKBONES,
  type LpipsBackbone,
} from '../networks/perceptual/lpips.js';
import { floats, GraphSession } from '../runtime/graph-session.js';
import { readWeightFile } from './weight-file.js';

/** Which LPIPS, and for pictures of which size. */
export interface PerceptualDistanceOptions {
  /** `alex` is what the authors report and advise; `vgg` is the traditional choice for losses. */
  readonly backbone: LpipsBackbone;
  /** torchvision's weights: `alexnet-owt-*.pth` or `vgg16-*.pth`. */
  readonly backbonePath: string;
  /** The authors' weights of version 0.1: `alex.pth` or `vgg.pth`. */
  readonly linearPath: string;
  readonly height: number;
  readonly width: number;
  /** Threads for one operator; default: one for each core. */
  readonly threads?: number;
}

/** A file that a figure depends on. */
export interface UsedWeights {
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
}

/** LPIPS 0.1 of pictures of one size with imported weights; see `lpips`. */
export class PerceptualDistance {
  private constructor(
    private readonly session: GraphSession,
    private readonly shape: readonly number[],
    /** `lpips-0.1-alex` or `lpips-0.1-vgg`. */
    readonly name: string,
    /** Backbone, then linear layers: LPIPS of other weights is another figure. */
    readonly weights: readonly UsedWeights[],
  ) {}

  /** @throws CheckpointError naming the file that is damaged or of another network */
  static async open(options: PerceptualDistanceOptions): Promise<PerceptualDistance> {
    const { backbone, backbonePath, linearPath, height, width, threads } = options;
    const shape = [1, 3, height, width];
    const parameters = Parameters.create();
    const [a, b] = [input('a', shape), input('b', shape)];
    const distance = lpips(parameters, backbone, a, b);
    const parts = [
      { path: backbonePath, under: `${BACKBONE_FOLDER}.`, ignore: LPIPS_BACKBONES[backbone].unusedKeys },
      { path: linearPath, under: `${LINEAR_FOLDER}.` },
    ];
    const weights = new Map<string, Float32Array>();
    const used: UsedWeights[] = [];
    for (const { path, ...load } of parts) {
      const { dictionary, sha256 } = await readWeightFile(path);
      for (const [name, values] of loadWeights(parameters, dictionary, load).weights)
        weights.set(name, values);
      used.push({ name: basename(path), sha256 });
    }
    const model = buildModel({ inputs: [a, b], outputs: { distance }, weights });
    return new PerceptualDistance(
      await GraphSession.open(model, { threads }),
      shape,
      `lpips-0.1-${backbone}`,
      used,
    );
  }

  /**
   * @param a [3, height, width], RGB, −1…1
   * @param b the same
   * @returns 0 for equal pictures; rarely above 1
   */
  async compare(a: Float32Array, b: Float32Array): Promise<number> {
    const { distance } = await this.session.run({ a: floats(a, this.shape), b: floats(b, this.shape) });
    return (distance!.data as Float32Array)[0] ?? NaN;
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}
