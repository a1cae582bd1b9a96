/** What a pickle can build here: plain data, allowed globals and what their construction returned. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleTuple
  | PickleList
  | PickleDictionary
  | AllowedGlobal
  | PickleObject;

/** An immutable Python tuple. */
export class PickleTuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

/** A Python list. */
export class PickleList {
  constructor(readonly items: PickleValue[]) {}
}

/** A Python dictionary with text or integer keys; `ordered` when it is a `collections.OrderedDict`. */
export class PickleDictionary {
  readonly entries = new Map<string | number, PickleValue>();

  constructor(readonly ordered: boolean) {}
}

/** A thing of the application's own that an allowed global or a persistent id stands for. */
export abstract class PickleObject {
  /** What it is, for messages. */
  abstract readonly describedAs: string;
}

/** A name the pickle may use. It is data: a lookup table of ours, never Python's, says what it means. */
export class AllowedGlobal {
  constructor(
    /** `module.name` as the pickle writes it. */
    readonly name: string,
    /** What calling it with these arguments yields; a global without it may be named but not called. */
    readonly construct?: (args: readonly PickleValue[]) => PickleValue,
  ) {}
}

/** `value` in a few words, for messages. */
export function describePickleValue(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (value instanceof PickleTuple) return 'a tuple';
  if (value instanceof PickleList) return 'a list';
  if (value instanceof PickleDictionary) return 'a dictionary';
  if (value instanceof AllowedGlobal) return `the name ${value.name}`;
  if (value instanceof PickleObject) return value.describedAs;
  return 'a byte string';
}
