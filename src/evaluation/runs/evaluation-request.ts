import type { BenchmarkId } from '../benchmarks/benchmark.js';
import type { LoadedModel } from '../../models/model-registry.js';
import type { FeatureResize } from '../../neural/metrics/feature-source.js';
import type { LpipsBackbone } from '../../neural/networks/perceptual/lpips.js';

/** What is to be evaluated, and where it is written. All but `signal` and `onProgress` can be sent to a worker thread. */
export interface EvaluationRequest {
  readonly benchmark: BenchmarkId;
  /** Folder or `.tar` in the layout that the benchmark names; needed by all but `synthetic`. */
  readonly data?: string;
  readonly model: LoadedModel;
  /** A second model, measured on the same items. */
  readonly against?: LoadedModel;
  /** Folder of the run; made where missing. The same request goes on with what it holds. */
  readonly folder: string;
  /** Only the first so many items. */
  readonly limit?: number;
  /** Of renders: whom to measure; default: all. */
  readonly people?: readonly string[];
  /** Which part of the data set, where the benchmark's own choice is not wanted. */
  readonly split?: string;
  /** Training data in the same layout: test items with equal pictures are found. */
  readonly train?: string;
  /**
   * Pixels of what is compared. `frame`: the model's own. `published`: those of the published figures, with the try-on
   * composed at that size as the product does. Default: `frame`.
   */
  readonly size?: EvaluationSize;
  /** Weights of the network of FID and KID: Inception's, or a `.onnx` whose figures are labelled as a proxy's. */
  readonly features?: string;
  /** How pictures are brought to that network's size; default `bilinear`. */
  readonly resize?: Exclude<FeatureResize, 'none'>;
  /** Weights of LPIPS. */
  readonly lpips?: LpipsWeights;
  /** Of the student's network; default 1, so that other work goes on. */
  readonly threads?: number;
  /** Asks to stop after the item that is being measured. */
  readonly signal?: AbortSignal;
  /** Is told after each item; must not throw. */
  readonly onProgress?: (progress: EvaluationProgress) => void;
}

/** Files of LPIPS 0.1: torchvision's backbone and the authors' linear layers. */
export interface LpipsWeights {
  readonly backbone: LpipsBackbone;
  readonly backbonePath: string;
  readonly linearPath: string;
}

export type EvaluationSize = 'frame' | 'published';

/** How far an evaluation is. */
export interface EvaluationProgress {
  readonly phase: 'preparing' | 'measuring' | 'reporting';
  /** Items that need no more work, problems among them. */
  readonly done: number;
  readonly total: number;
  readonly problems: number;
}
