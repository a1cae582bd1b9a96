import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';
import { describePickleValue, PickleDictionary, type PickleValue } from './pickle-values.js';
import { PickledTensor } from './torch-vocabulary.js';

const NESTED_KEYS = ['state_dict', 'model'];

/**
 * The state dictionary of a checkpoint: the saved object itself, or, when that holds exactly one dictionary under
 * `state_dict` or `model`, that one (what stands beside it, such as an optimiser's state, is left alone). Keys stay
 * as they are, `module.` prefixes included.
 *
 * @throws CheckpointError when there is none, there are two, or one of its entries is no tensor.
 */
export function findStateDictionary(saved: PickleValue): ReadonlyMap<string, PickledTensor> {
  if (!(saved instanceof PickleDictionary)) {
    throw new CheckpointError(
      `the file holds ${describePickleValue(saved)} where a state dictionary is expected: ` +
        "save one with torch.save(model.state_dict(), 'file.pth')",
    );
  }
  const tensors = new Map<string, PickledTensor>();
  for (const [key, value] of chooseDictionary(saved).entries) {
    if (typeof key !== 'string' || !(value instanceof PickledTensor)) {
      throw new CheckpointError(
        `the entry ${quoteUntrusted(String(key))} of the state dictionary is ${describePickleValue(value)} ` +
          "where a tensor is expected: save the model's weights alone with torch.save(model.state_dict(), 'file.pth')",
      );
    }
    tensors.set(key, value);
  }
  return tensors;
}

function chooseDictionary(saved: PickleDictionary): PickleDictionary {
  const nested = NESTED_KEYS.map((key) => saved.entries.get(key)).filter(
    (value) => value instanceof PickleDictionary,
  );
  if (nested.length > 1) {
    throw new CheckpointError(
      `the file holds dictionaries under both ${NESTED_KEYS.join(' and ')}: save the one that is meant on its own`,
    );
  }
  return nested[0] ?? saved;
}
