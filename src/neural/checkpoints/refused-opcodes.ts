/** Opcodes that make objects of arbitrary classes, or reach outside the pickle, and what they are. */
export const REFUSED_OPCODES: ReadonlyMap<number, string> = new Map([
  [0x69, 'INST, which makes an instance'],
  [0x6f, 'OBJ, which makes an instance'],
  [0x81, 'NEWOBJ, which makes an instance'],
  [0x92, 'NEWOBJ_EX, which makes an instance'],
  [0x82, 'EXT1, a name of the extension registry'],
  [0x83, 'EXT2, a name of the extension registry'],
  [0x84, 'EXT4, a name of the extension registry'],
  [0x50, 'PERSID, a persistent id in text'],
  [0x97, 'NEXT_BUFFER, a buffer outside the file'],
]);
