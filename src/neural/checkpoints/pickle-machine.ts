import type { ByteCursor } from './byte-cursor.js';
import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';
import { PickleStack } from './pickle-stack.js';
import {
  AllowedGlobal,
  describePickleValue,
  PickleDictionary,
  PickleList,
  PickleTuple,
  type PickleValue,
} from './pickle-values.js';
import { REFUSED_OPCODES } from './refused-opcodes.js';

const HIGHEST_PROTOCOL = 5;
const INST = 0x69;
const REFUSAL =
  'reading it could run code, so nothing of the file is used. A checkpoint holds tensors only: ' +
  "save it again with torch.save(model.state_dict(), 'file.pth')";

/** What a pickle may refer to. */
export interface PickleVocabulary {
  /** The allow-list: `module.name` → its meaning. Every other name is refused. */
  readonly globals: ReadonlyMap<string, AllowedGlobal>;
  /** The object that a persistent id stands for. */
  readonly loadPersistent: (id: PickleValue) => PickleValue;
}

/** The stack machine that a pickle is a program for, reduced to the opcodes that describe data. */
export class PickleMachine {
  private readonly stack = new PickleStack();
  private readonly memo = new Map<number, PickleValue>();

  constructor(
    private readonly cursor: ByteCursor,
    private readonly vocabulary: PickleVocabulary,
  ) {}

  /** The value that the pickle describes, after its end. */
  result(): PickleValue {
    const value = this.stack.pop();
    if (!this.stack.isEmpty())
      throw new CheckpointError('the pickle leaves values behind: the file is damaged');
    return value;
  }

  /** Executes one opcode (names as in Python's pickletools); true at the end of the pickle. */
  step(): boolean {
    const { cursor, stack } = this;
    const opcode = cursor.uint8();
    switch (opcode) {
      case 0x2e: // STOP
        return true;
      case 0x80: // PROTO
        this.checkProtocol(cursor.uint8());
        break;
      case 0x95: // FRAME
        cursor.uint64();
        break;

      case 0x4e: // NONE
        stack.push(null);
        break;
      case 0x88: // NEWTRUE
        stack.push(true);
        break;
      case 0x89: // NEWFALSE
        stack.push(false);
        break;
      case 0x4b: // BININT1
        stack.push(cursor.uint8());
        break;
      case 0x4d: // BININT2
        stack.push(cursor.uint16());
        break;
      case 0x4a: // BININT
        stack.push(cursor.int32());
        break;
      case 0x8a: // LONG1
        stack.push(cursor.integer(cursor.uint8()));
        break;
      case 0x47: // BINFLOAT
        stack.push(cursor.float64());
        break;

      case 0x8c: // SHORT_BINUNICODE
      case 0x55: // SHORT_BINSTRING
        stack.push(cursor.text(cursor.uint8()));
        break;
      case 0x58: // BINUNICODE
      case 0x54: // BINSTRING
        stack.push(cursor.text(cursor.uint32()));
        break;
      case 0x8d: // BINUNICODE8
        stack.push(cursor.text(cursor.uint64()));
        break;
      case 0x43: // SHORT_BINBYTES
        stack.push(cursor.take(cursor.uint8()));
        break;
      case 0x42: // BINBYTES
        stack.push(cursor.take(cursor.uint32()));
        break;

      case 0x28: // MARK
        stack.mark();
        break;
      case 0x29: // EMPTY_TUPLE
        stack.push(new PickleTuple([]));
        break;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        stack.push(new PickleTuple(stack.popMany(opcode - 0x84)));
        break;
      case 0x74: // TUPLE
        stack.push(new PickleTuple(stack.popToMark()));
        break;
      case 0x5d: // EMPTY_LIST
        stack.push(new PickleList([]));
        break;
      case 0x61: // APPEND
        this.append([stack.pop()]);
        break;
      case 0x65: // APPENDS
        this.append(stack.popToMark());
        break;
      case 0x7d: // EMPTY_DICT
        stack.push(new PickleDictionary(false));
        break;
      case 0x73: // SETITEM
        this.setItems(stack.popMany(2));
        break;
      case 0x75: // SETITEMS
        this.setItems(stack.popToMark());
        break;

      case 0x71: // BINPUT
        this.memo.set(cursor.uint8(), stack.peek());
        break;
      case 0x72: // LONG_BINPUT
        this.memo.set(cursor.uint32(), stack.peek());
        break;
      case 0x94: // MEMOIZE
        this.memo.set(this.memo.size, stack.peek());
        break;
      case 0x68: // BINGET
        stack.push(this.recall(cursor.uint8()));
        break;
      case 0x6a: // LONG_BINGET
        stack.push(this.recall(cursor.uint32()));
        break;

      case 0x63: // GLOBAL
        stack.push(this.lookUp(cursor.line(), cursor.line()));
        break;
      case 0x93: // STACK_GLOBAL
        this.lookUpFromStack();
        break;
      case 0x51: // BINPERSID
        stack.push(this.vocabulary.loadPersistent(stack.pop()));
        break;
      case 0x52: // REDUCE
        this.call();
        break;
      case 0x62: // BUILD
        this.ignoreAttributes();
        break;
      default:
        this.refuse(opcode);
    }
    return false;
  }

  private checkProtocol(protocol: number): void {
    if (protocol > HIGHEST_PROTOCOL) {
      throw new CheckpointError(
        `the pickle is of protocol ${protocol}; protocols 2 to ${HIGHEST_PROTOCOL} are read`,
      );
    }
  }

  private append(items: readonly PickleValue[]): void {
    const list = this.stack.peek();
    if (!(list instanceof PickleList)) {
      throw new CheckpointError(`the pickle appends to ${describePickleValue(list)}: ${REFUSAL}`);
    }
    for (const item of items) list.items.push(item);
  }

  private setItems(keysAndValues: readonly PickleValue[]): void {
    const dictionary = this.stack.peek();
    if (!(dictionary instanceof PickleDictionary)) {
      throw new CheckpointError(`the pickle sets items of ${describePickleValue(dictionary)}: ${REFUSAL}`);
    }
    for (let index = 0; index < keysAndValues.length; index += 2) {
      const key = keysAndValues[index];
      const value = keysAndValues[index + 1];
      if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined) {
        throw new CheckpointError(
          `a dictionary of the pickle has ${describePickleValue(key)} for a key: only text and integers are read`,
        );
      }
      dictionary.entries.set(key, value);
    }
  }

  private recall(index: number): PickleValue {
    const value = this.memo.get(index);
    if (value === undefined) {
      throw new CheckpointError(
        `the pickle recalls value ${index}, which it never stored: the file is damaged`,
      );
    }
    return value;
  }

  private lookUp(module: string, name: string): AllowedGlobal {
    const qualified = `${module}.${name}`;
    const allowed = this.vocabulary.globals.get(qualified);
    if (allowed === undefined) {
      throw new CheckpointError(`the pickle names ${quoteUntrusted(qualified)}: ${REFUSAL}`);
    }
    return allowed;
  }

  private lookUpFromStack(): void {
    const [module, name] = this.stack.popMany(2);
    if (typeof module !== 'string' || typeof name !== 'string') {
      throw new CheckpointError(`the pickle makes up a name from values that are no text: ${REFUSAL}`);
    }
    this.stack.push(this.lookUp(module, name));
  }

  private call(): void {
    const [callee, args] = this.stack.popMany(2);
    if (
      !(callee instanceof AllowedGlobal) ||
      callee.construct === undefined ||
      !(args instanceof PickleTuple)
    ) {
      throw new CheckpointError(`the pickle calls ${describePickleValue(callee)}: ${REFUSAL}`);
    }
    this.stack.push(callee.construct(args.items));
  }

  /** A saved `OrderedDict` may carry attributes (`_metadata`: module versions); they are read and dropped. */
  private ignoreAttributes(): void {
    const attributes = this.stack.pop();
    const owner = this.stack.peek();
    const harmless =
      owner instanceof PickleDictionary &&
      owner.ordered &&
      attributes instanceof PickleDictionary &&
      !attributes.ordered;
    if (!harmless) {
      throw new CheckpointError(`the pickle sets the state of ${describePickleValue(owner)}: ${REFUSAL}`);
    }
  }

  private refuse(opcode: number): never {
    if (opcode === INST) this.lookUp(this.cursor.line(), this.cursor.line());
    const byte = `0x${opcode.toString(16).padStart(2, '0')}`;
    const name = REFUSED_OPCODES.get(opcode);
    throw new CheckpointError(
      name === undefined
        ? `the pickle has the opcode ${byte} at byte ${this.cursor.position - 1}, which torch.save does not write: ` +
            'the file is damaged or of another program'
        : `the pickle uses ${name} (opcode ${byte}): ${REFUSAL}`,
    );
  }
}
