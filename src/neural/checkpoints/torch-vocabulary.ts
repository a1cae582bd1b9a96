import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';
import {
  AllowedGlobal,
  describePickleValue,
  PickleDictionary,
  PickleList,
  PickleObject,
  PickleTuple,
  type PickleValue,
} from './pickle-values.js';
import { ELEMENT_BYTES, type ElementType } from './state-dictionary.js';
import type { StridedView } from './strided-view.js';
import type { PickleVocabulary } from './pickle-machine.js';

/** A run of elements that one or more tensors share, kept outside the pickle under `key`. */
export class StorageReference extends PickleObject {
  readonly describedAs = 'a storage';

  constructor(
    readonly key: string,
    readonly dtype: ElementType,
    /** Elements of the whole storage. */
    readonly elements: number,
    /** First element of the part that is meant; 0 but in files of the earliest PyTorch. */
    readonly offset: number,
  ) {
    super();
  }

  /** Bytes of the whole storage. */
  get byteLength(): number {
    return this.elements * ELEMENT_BYTES[this.dtype];
  }
}

/** A tensor as the pickle describes it; not yet checked against its storage. */
export class PickledTensor extends PickleObject {
  readonly describedAs = 'a tensor';

  constructor(
    readonly storage: StorageReference,
    readonly view: StridedView,
  ) {
    super();
  }
}

const STORAGE_TYPES: ReadonlyMap<string, ElementType> = new Map([
  ['torch.FloatStorage', 'float32'],
  ['torch.DoubleStorage', 'float64'],
  ['torch.HalfStorage', 'float16'],
  ['torch.BFloat16Storage', 'bfloat16'],
  ['torch.LongStorage', 'int64'],
  ['torch.IntStorage', 'int32'],
  ['torch.ShortStorage', 'int16'],
  ['torch.CharStorage', 'int8'],
  ['torch.ByteStorage', 'uint8'],
  ['torch.BoolStorage', 'bool'],
]);

/** What the pickle of a checkpoint may name: ordered dictionaries, tensors, parameters and their storages. */
const TORCH_GLOBALS: ReadonlyMap<string, AllowedGlobal> = new Map(
  [
    new AllowedGlobal('collections.OrderedDict', makeOrderedDictionary),
    new AllowedGlobal('torch._utils._rebuild_tensor', makeTensor),
    new AllowedGlobal('torch._utils._rebuild_tensor_v2', makeTensor),
    new AllowedGlobal('torch._utils._rebuild_parameter', unwrapParameter),
    ...[...STORAGE_TYPES.keys()].map((name) => new AllowedGlobal(name)),
  ].map((allowed) => [allowed.name, allowed]),
);

/**
 * The vocabulary of one checkpoint. `storages` receives every storage the pickle refers to, by its key; a second
 * reference that contradicts the first is refused.
 */
export function torchVocabulary(storages: Map<string, StorageReference>): PickleVocabulary {
  const loadPersistent = (id: PickleValue): StorageReference => {
    const reference = readStorageId(id);
    const first = storages.get(reference.key) ?? reference;
    if (first.dtype !== reference.dtype || first.elements !== reference.elements) {
      throw new CheckpointError(
        `the storage ${quoteUntrusted(reference.key)} is described in two ways: damaged file`,
      );
    }
    storages.set(reference.key, first);
    return reference;
  };
  return { globals: TORCH_GLOBALS, loadPersistent };
}

/** `('storage', type, key, location, elements[, view])`; view is None or `(key, offset, elements)`. */
function readStorageId(id: PickleValue): StorageReference {
  const items = id instanceof PickleTuple ? id.items : [];
  const [kind, type, key, , elements, view = null] = items;
  const dtype = type instanceof AllowedGlobal ? STORAGE_TYPES.get(type.name) : undefined;
  if (kind !== 'storage' || dtype === undefined || typeof key !== 'string') {
    throw new CheckpointError(
      'a persistent id of the pickle describes no storage of a plain type: damaged file',
    );
  }
  const total = readCount(elements, `the size of storage ${quoteUntrusted(key)}`);
  if (view === null) return new StorageReference(key, dtype, total, 0);
  const [, offset] = view instanceof PickleTuple ? view.items : [];
  return new StorageReference(
    key,
    dtype,
    total,
    readCount(offset, `the view of storage ${quoteUntrusted(key)}`),
  );
}

/** Arguments: nothing, or one list of (key, value) pairs. */
function makeOrderedDictionary(args: readonly PickleValue[]): PickleDictionary {
  const dictionary = new PickleDictionary(true);
  const [pairs] = args;
  if (pairs === undefined) return dictionary;
  for (const pair of itemsOf(pairs, 'the items of an OrderedDict')) {
    const [key, value] = itemsOf(pair, 'an item of an OrderedDict');
    if (typeof key !== 'string' || value === undefined) {
      throw new CheckpointError('an OrderedDict of the pickle has an item that is no pair of text and value');
    }
    dictionary.entries.set(key, value);
  }
  return dictionary;
}

/** Arguments: storage, offset, shape, strides; what follows (gradient, hooks) is of no use here. */
function makeTensor(args: readonly PickleValue[]): PickledTensor {
  const [storage, offset, shape, strides] = args;
  if (!(storage instanceof StorageReference)) {
    throw new CheckpointError(
      `a tensor of the pickle lies in ${describePickleValue(storage)} instead of a storage`,
    );
  }
  return new PickledTensor(storage, {
    offset: storage.offset + readCount(offset, 'the offset of a tensor'),
    shape: itemsOf(shape, 'the shape of a tensor').map((size) => readCount(size, 'a dimension of a tensor')),
    strides: itemsOf(strides, 'the strides of a tensor').map((step) =>
      readCount(step, 'a stride of a tensor'),
    ),
  });
}

/** Arguments: the tensor, then gradient and hooks. */
function unwrapParameter(args: readonly PickleValue[]): PickledTensor {
  const [tensor] = args;
  if (tensor instanceof PickledTensor) return tensor;
  throw new CheckpointError(
    `a parameter of the pickle wraps ${describePickleValue(tensor)} instead of a tensor`,
  );
}

function itemsOf(value: PickleValue | undefined, part: string): readonly PickleValue[] {
  if (value instanceof PickleTuple || value instanceof PickleList) return value.items;
  throw new CheckpointError(`${part} is ${describePickleValue(value)} instead of a tuple: damaged file`);
}

function readCount(value: PickleValue | undefined, part: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const found =
    typeof value === 'number' || typeof value === 'bigint' ? String(value) : describePickleValue(value);
  throw new CheckpointError(
    `${part} is ${quoteUntrusted(found)} instead of an integer ≥ 0: damaged or forged file`,
  );
}
