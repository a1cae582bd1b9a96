/** Raw bytes of a pickle, one character a byte (latin1), so that opcodes can be written as Python prints them. */
export type PickleCode = string;

/** The bytes of a protocol-2 pickle with this code, STOP included. */
export function pickleBytes(...code: PickleCode[]): Uint8Array {
  return Buffer.from(`\x80\x02${code.join('')}.`, 'latin1');
}

/** GLOBAL. */
export function globalCode(module: string, name: string): PickleCode {
  return `c${module}\n${name}\n`;
}

/** BINUNICODE. */
export function textCode(text: string): PickleCode {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return `X${length.toString('latin1')}${bytes.toString('latin1')}`;
}

/** LONG1 of eight bytes. */
export function integerCode(value: number | bigint): PickleCode {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return `\x8a\x08${bytes.toString('latin1')}`;
}

/** MARK … TUPLE. */
export function tupleCode(...items: PickleCode[]): PickleCode {
  return `(${items.join('')}t`;
}

/** EMPTY_DICT MARK … SETITEMS. */
export function dictionaryCode(entries: Readonly<Record<string, PickleCode>>): PickleCode {
  return `}(${Object.entries(entries)
    .map(([key, value]) => textCode(key) + value)
    .join('')}u`;
}

/** A tensor as torch.save writes it; the storage is `elements` float32 unless `type` says otherwise. */
export function tensorCode(tensor: {
  readonly key?: string;
  readonly type?: string;
  readonly elements: number | bigint;
  /** The part of its storage that the earliest PyTorch names beside it: first element and count. */
  readonly part?: readonly [number, number];
  readonly offset?: number | bigint;
  readonly shape: readonly (number | bigint)[];
  readonly strides: readonly (number | bigint)[];
}): PickleCode {
  const { key = '0', type = 'FloatStorage', elements, part, offset = 0, shape, strides } = tensor;
  const storage = tupleCode(
    textCode('storage'),
    globalCode('torch', type),
    textCode(key),
    textCode('cpu'),
    integerCode(elements),
    ...(part === undefined ? [] : [tupleCode(textCode('part'), ...part.map(integerCode))]),
  );
  const args = tupleCode(
    `${storage}Q`,
    integerCode(offset),
    tupleCode(...shape.map(integerCode)),
    tupleCode(...strides.map(integerCode)),
    '\x89',
    `${globalCode('collections', 'OrderedDict')})R`,
  );
  return `${globalCode('torch._utils', '_rebuild_tensor_v2')}${args}R`;
}
