import { buildModel } from '../graph/build-model.js';
import { clip } from '../graph/operators/activations.js';
import { resizeBilinear } from '../graph/operators/resize.js';
import { input } from '../graph/tensor.js';
import { floats, GraphSession, type SessionOptions } from '../runtime/graph-session.js';
import { resizeAntialiased } from './antialiased-resize.js';
import { type FeatureNetwork, readInception, readProxy } from './feature-network.js';
import type { FeatureResize, FeatureSource } from './feature-source.js';

/** Side of the black picture that a network without a size of its own is tried on. */
const TRIED_SIDE = 224;

/** How features are made. */
export interface FeatureExtractorOptions extends SessionOptions {
  /** How pictures are brought to the network's size. Default `bilinear`; networks that take any size see them as they are. */
  readonly resize?: Exclude<FeatureResize, 'none'>;
}

/** What a network sees in a picture. */
export interface PictureFeatures {
  /** [width] */
  readonly pool: Float32Array;
  /** Class probabilities of a network that has classes. */
  readonly classes?: Float32Array;
}

/** Makes features of pictures, one after the other: no picture is kept. */
export class FeatureExtractor {
  private readonly resizers = new Map<string, GraphSession>();

  private constructor(
    private readonly network: FeatureNetwork,
    private readonly session: GraphSession,
    private readonly threads: number | undefined,
    /** What every figure made of these features carries. */
    readonly source: FeatureSource,
    /** Features of a picture. */
    readonly width: number,
    /** Classes of a picture; 0 when the network has none. */
    readonly classes: number,
  ) {}

  /**
   * @param path `.onnx` for a proxy (see `readProxy`), otherwise Inception's weights (see `readInception`)
   * @throws CheckpointError or GraphError naming the file when it is no such network
   */
  static async open(path: string, options: FeatureExtractorOptions = {}): Promise<FeatureExtractor> {
    const { resize = 'bilinear', ...session } = options;
    const network = path.endsWith('.onnx') ? await readProxy(path) : await readInception(path);
    const { model, features, sha256, side } = network;
    const source = { features, resize: side ? resize : ('none' as const), sha256 };
    const opened = await GraphSession.open(model, session);
    const [height, width] = side ?? [TRIED_SIDE, TRIED_SIDE];
    const tried = await run(network, opened, new Float32Array(3 * height * width), height, width);
    const { threads } = session;
    const [wide, classes] = [tried.pool.length, tried.classes?.length ?? 0];
    return new FeatureExtractor(network, opened, threads, source, wide, classes);
  }

  /** @param picture [3, height, width], RGB, −1…1; clipped */
  async extract(picture: Float32Array, height: number, width: number): Promise<PictureFeatures> {
    const { side } = this.network;
    if (!side) return run(this.network, this.session, picture, height, width);
    const resizer = await this.resizer(height, width);
    const { resized } = await resizer.run({ picture: floats(picture, [1, 3, height, width]) });
    return run(this.network, this.session, resized!.data as Float32Array, ...side);
  }

  async close(): Promise<void> {
    for (const resizer of this.resizers.values()) await resizer.close();
    await this.session.close();
  }

  /** The graph that brings pictures of a size to the network's. */
  private async resizer(height: number, width: number): Promise<GraphSession> {
    const key = `${height}×${width}`;
    const known = this.resizers.get(key);
    if (known) return known;
    const [toHeight, toWidth] = this.network.side ?? [height, width];
    const picture = input('picture', [1, 3, height, width]);
    const resize = this.source.resize === 'bilinear' ? resizeBilinear : resizeAntialiased;
    const resized = clip(resize(clip(picture, -1, 1), toHeight, toWidth), -1, 1);
    const model = buildModel({ inputs: [picture], outputs: { resized } });
    const made = await GraphSession.open(model, { threads: this.threads });
    this.resizers.set(key, made);
    return made;
  }
}

async function run(
  network: FeatureNetwork,
  session: GraphSession,
  picture: Float32Array,
  height: number,
  width: number,
): Promise<PictureFeatures> {
  const answer = await session.run({ [network.input]: floats(picture, [1, 3, height, width]) });
  const values = (name: string): Float32Array => Float32Array.from(answer[name]!.data as Float32Array);
  return {
    pool: values(network.output),
    ...(network.classes !== undefined && { classes: values(network.classes) }),
  };
}
