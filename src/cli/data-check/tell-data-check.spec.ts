import { describe, expect, it } from 'vitest';
import type { DataCheck } from './check-data.js';
import { tellDataCheck } from './tell-data-check.js';

const CHECK: DataCheck = {
  name: 'viton train',
  report: {
    pairs: 3,
    sound: 2,
    problems: [{ id: '000002', problem: 'image/000002_0.jpg: the picture cannot be decoded.' }],
    present: { garmentMask: 3, labels: 3, bodyParts: 0, pose: 2, otherwise: 0 },
  },
  duplicates: [
    {
      kind: 'garment',
      isExact: false,
      first: { path: 'cloth/1.jpg', ids: ['1'] },
      second: { path: 'cloth/3.jpg', ids: ['3'] },
    },
  ],
};

describe('tellDataCheck', () => {
  it('should name each problem and duplicate before the summary', () => {
    expect(tellDataCheck(CHECK)).toEqual([
      '000002: image/000002_0.jpg: the picture cannot be decoded.',
      'duplicate garment: cloth/1.jpg and cloth/3.jpg look the same',
      'viton train: 2 of 3 pairs are sound; with garmentMask 3, labels 3, bodyParts 0, pose 2, otherwise 0',
      '1 pictures are there more than once',
    ]);
  });

  it('should name pictures that are in the test data too', () => {
    const leak = { ...CHECK.duplicates[0]!, kind: 'photo' as const, isExact: true };

    const lines = tellDataCheck({ ...CHECK, duplicates: [], leaks: [leak] });

    expect(lines).toContain('leak of a photo: cloth/1.jpg and cloth/3.jpg are equal');
    expect(lines.at(-1)).toBe('1 pictures are in the test data too');
  });
});
