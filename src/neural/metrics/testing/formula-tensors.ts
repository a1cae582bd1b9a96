import type { CheckpointTensor } from '../../checkpoints/state-dictionary.js';
import type { Parameters } from '../../networks/parameters.js';
import { formulaWeights } from '../../networks/testing/formula-weights.js';

/** Formula weights below a folder of names as a checkpoint holds them, without the folder in their keys. */
export function formulaTensors(parameters: Parameters, under = ''): Map<string, CheckpointTensor> {
  return new Map(
    [...formulaWeights(parameters, under)].map(([name, values]) => {
      const shape = parameters.all.get(name)!.shape as readonly number[];
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      return [name.slice(under.length), { dtype: 'float32', shape, bytes }];
    }),
  );
}
