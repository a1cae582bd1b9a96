import { describe, expect, it } from 'vitest';
import { TruncatedPickleError } from './byte-cursor.js';
import { CheckpointError } from './checkpoint-error.js';
import type { PickleVocabulary } from './pickle-machine.js';
import {
  AllowedGlobal,
  PickleDictionary,
  PickleList,
  PickleTuple,
  type PickleValue,
} from './pickle-values.js';
import { globalCode, integerCode, pickleBytes, textCode, tupleCode } from './testing/pickle-bytes.js';
import { unpickle } from './unpickle.js';

const ORDERED = globalCode('collections', 'OrderedDict');
const VOCABULARY: PickleVocabulary = {
  globals: new Map([
    [
      'collections.OrderedDict',
      new AllowedGlobal('collections.OrderedDict', () => new PickleDictionary(true)),
    ],
    ['torch.FloatStorage', new AllowedGlobal('torch.FloatStorage')],
  ]),
  loadPersistent: (id) => new PickleTuple(['loaded', id]),
};

function read(...code: string[]): PickleValue {
  return unpickle(pickleBytes(...code), VOCABULARY).value;
}

describe('unpickle', () => {
  it.each<[string, string, PickleValue]>([
    ['None', 'N', null],
    ['True', '\x88', true],
    ['False', '\x89', false],
    ['a byte', 'K\xff', 255],
    ['two bytes', 'M\x01\x02', 513],
    ['a negative integer', 'J\xfe\xff\xff\xff', -2],
    ['a long', '\x8a\x03\x00\x00\x80', -8388608],
    ['an empty long', '\x8a\x00', 0],
    ['a long past 2⁵³', '\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19', 0x1950a86a20f9469cfc6cn],
    ['a float', 'G\xbf\xe8\x00\x00\x00\x00\x00\x00', -0.75],
    ['text', textCode('Ärmel'), 'Ärmel'],
    ['short text', '\x8c\x02ab', 'ab'],
    ['text of Python 2', 'U\x02ab', 'ab'],
    ['bytes', 'C\x02ab', Buffer.from('ab')],
    ['a tuple', '(K\x01K\x02t', new PickleTuple([1, 2])],
    ['a pair', 'K\x01K\x02\x86', new PickleTuple([1, 2])],
    ['a list', '](K\x01K\x02eK\x03a', new PickleList([1, 2, 3])],
    ['a value of the memo', 'K\x07q\x01h\x01\x86', new PickleTuple([7, 7])],
    ['a persistent id', 'K\x07Q', new PickleTuple(['loaded', 7])],
  ])('should read %s', (_what, code, expected) => {
    expect(read(code)).toEqual(expected);
  });

  it('should read dictionaries with text and integer keys, no key being special', () => {
    const value = read('}', textCode('a'), 'K\x01s(', textCode('__proto__'), 'K\x02K\x05K\x03u');

    expect(value).toBeInstanceOf(PickleDictionary);
    expect([...(value as PickleDictionary).entries]).toEqual([
      ['a', 1],
      ['__proto__', 2],
      [5, 3],
    ]);
  });

  it('should drop the attributes of an ordered dictionary', () => {
    const value = read(ORDERED, ')R}', textCode('_metadata'), 'Nsb');

    expect(value).toEqual(new PickleDictionary(true));
  });

  it('should say how long the pickle was when more follows', () => {
    const bytes = Buffer.concat([pickleBytes('K\x01'), Buffer.from('more')]);

    expect(unpickle(bytes, VOCABULARY)).toEqual({ value: 1, length: bytes.length - 4 });
  });

  it.each([
    ['GLOBAL and REDUCE', `${globalCode('os', 'system')}${tupleCode(textCode('id'))}R`, '"os.system"'],
    ['a builtin', `${globalCode('builtins', 'eval')}${tupleCode(textCode('1'))}R`, '"builtins.eval"'],
    ['a builtin of Python 2', `${globalCode('__builtin__', 'getattr')}`, '"__builtin__.getattr"'],
    ['STACK_GLOBAL', '\x8c\x05posix\x8c\x06system\x93', '"posix.system"'],
    [
      'STACK_GLOBAL from the memo',
      `${textCode('os')}q\x00${textCode('system')}q\x01\x86h\x00h\x01\x93`,
      '"os.system"',
    ],
    [
      'a dotted name',
      globalCode('collections', 'OrderedDict.fromkeys'),
      '"collections.OrderedDict.fromkeys"',
    ],
    ['a name of an allowed module', globalCode('torch', 'load'), '"torch.load"'],
    ['INST', `(${textCode('id')}ios\nsystem\n`, '"os.system"'],
    ['INST of an allowed name', '(icollections\nOrderedDict\n', 'INST'],
    ['OBJ', `(${ORDERED}o`, 'OBJ'],
    ['NEWOBJ', `${ORDERED})\x81`, 'NEWOBJ'],
    ['NEWOBJ_EX', `${ORDERED})}\x92`, 'NEWOBJ_EX'],
    ['EXT1', '\x82\x01', 'EXT1'],
    ['EXT2', '\x83\x01\x00', 'EXT2'],
    ['EXT4', '\x84\x01\x00\x00\x00', 'EXT4'],
    ['PERSID', 'Pid\n', 'PERSID'],
    ['NEXT_BUFFER', '\x97', 'NEXT_BUFFER'],
    [
      'a call of a name that is no function',
      `${globalCode('torch', 'FloatStorage')})R`,
      'calls the name torch.FloatStorage',
    ],
    ['a call of text', `${textCode('os.system')})R`, 'calls a string'],
    ['a call without a tuple', `${ORDERED}]R`, 'calls'],
    ['BUILD on a plain dictionary', '}}b', 'sets the state of a dictionary'],
    ['BUILD on a name', `${ORDERED}}b`, 'sets the state of the name'],
    ['BUILD with slots', `${ORDERED})RN}\x86b`, 'sets the state of'],
    ['items set on a name', `${ORDERED}${textCode('fromkeys')}Ns`, 'sets items of the name'],
    ['values appended to a name', `${ORDERED}Na`, 'appends to the name'],
    ['a control character in a name', globalCode('os\r\x1b[2J', 'system'), '"os\\r\\u001b[2J.system"'],
  ])('should refuse %s and name it', (_what, code, named) => {
    expect(() => read(code)).toThrow(CheckpointError);
    expect(() => read(code)).toThrow(named);
  });

  it.each([
    ['an opcode that torch.save does not write', '\xfe'],
    ['a value of the memo that was never stored', 'h\x07'],
    ['a value from under a mark', '](Na'],
    ['a mark that is not there', 'Nt'],
    ['values left behind', 'NN'],
    ['no value at all', ''],
    ['a dictionary key that is a list', '}]Ns'],
    ['a key without a value', '}(Nu'],
    ['text that is not UTF-8', '\x8c\x01\xff'],
    ['a protocol of the future', '\x80\x06N'],
    ['nesting without end', '('.repeat(300)],
  ])('should refuse %s', (_what, code) => {
    expect(() => read(code)).toThrow(CheckpointError);
  });

  it.each([
    ['text', 'X\xff\xff\xff\xff'],
    ['long text', '\x8d\xff\xff\xff\xff\xff\xff\xff\xff'],
    ['bytes', 'B\xff\xff\xff\x7f'],
    ['a long', '\x8a\xff'],
    ['a name', 'cos'],
  ])('should call the pickle truncated when %s claims more than is there', (_what, code) => {
    expect(() => read(code)).toThrow(TruncatedPickleError);
  });

  it('should stop when a pickle has more operations than any state dictionary', () => {
    expect(() => read('Nq\x00'.repeat(1_100_000))).toThrow(/more than 2000000 operations/);
  });

  it('should call every beginning of a pickle truncated', () => {
    const whole = pickleBytes(
      '}(',
      textCode('a'),
      integerCode(3),
      textCode('b'),
      tupleCode('N', '\x88'),
      'u',
    );

    for (let length = 0; length < whole.length; length++) {
      expect(() => unpickle(whole.subarray(0, length), VOCABULARY)).toThrow(TruncatedPickleError);
    }
  });
});
