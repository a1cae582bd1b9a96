import type { OnnxModel } from '../graph/onnx-model.js';
import { foldBatchNorm } from './fold-batch-norm.js';
import { foldConstants } from './fold-constants.js';
import { halfWeights } from './half-weights.js';

/** How an inference graph stores the weights of its layers; computing is always float32. */
export type WeightStorage = 'float32' | 'float16';

/**
 * A trained model made ready to be shipped: constants folded, batch normalisation folded, what no output needs left out.
 * Names of inputs, outputs and of the tensors between layers stay.
 */
export async function optimiseModel(
  model: OnnxModel,
  storage: WeightStorage = 'float32',
): Promise<OnnxModel> {
  const folded = foldBatchNorm(await foldConstants(model));
  return storage === 'float16' ? halfWeights(folded) : folded;
}
