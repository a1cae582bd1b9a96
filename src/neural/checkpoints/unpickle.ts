import { ByteCursor } from './byte-cursor.js';
import { CheckpointError } from './checkpoint-error.js';
import { PickleMachine, type PickleVocabulary } from './pickle-machine.js';
import type { PickleValue } from './pickle-values.js';

const MAX_OPERATIONS = 2_000_000;

/** A pickle read: its value and the bytes it took. */
export interface Unpickled {
  readonly value: PickleValue;
  readonly length: number;
}

/**
 * Reads one pickle from the start of `bytes` (Python's `pickle` protocols 2 to 5, the opcodes that `torch.save`
 * writes). It is a data format here: names are looked up in `vocabulary` and nowhere else, nothing is imported,
 * and opcodes that make instances of arbitrary classes are refused. At most 2,000,000 operations (some 40,000 tensors)
 * and 256 levels of nesting; lengths are checked against the bytes at hand.
 *
 * @throws CheckpointError naming the global or opcode that is refused; TruncatedPickleError when `bytes` end too early.
 */
export function unpickle(bytes: Uint8Array, vocabulary: PickleVocabulary): Unpickled {
  const cursor = new ByteCursor(bytes);
  const machine = new PickleMachine(cursor, vocabulary);
  for (let operations = 0; operations < MAX_OPERATIONS; operations++) {
    if (machine.step()) return { value: machine.result(), length: cursor.position };
  }
  throw new CheckpointError(
    `the pickle has more than ${MAX_OPERATIONS} operations: too many for a state dictionary`,
  );
}
