import { describe, expect, it } from 'vitest';
import { buildModel } from '../graph/build-model.js';
import { encodeModel } from '../graph/onnx-model.js';
import { mul } from '../graph/operators/arithmetic.js';
import { input } from '../graph/tensor.js';
import { toGarmentInput, toSigned } from './student-inputs.js';
import { StudentRunner } from './student-runner.js';
import { pastingStudent } from './testing/pasting-student.js';

describe('StudentRunner', () => {
  it('should know its frame and hand all maps out when it tries on', async () => {
    const student = await StudentRunner.open(encodeModel(pastingStudent(4, 3)), { threads: 1 });
    const mask = Uint8Array.from({ length: 12 }, (_, i) => (i < 6 ? 255 : 0));
    const garment = toGarmentInput(new Uint8Array(36).fill(255), mask);

    const maps = await student.tryOn(toSigned(new Uint8Array(36)), garment);
    await student.close();

    expect([student.height, student.width, maps.flowHeight, maps.flowWidth]).toEqual([4, 3, 4, 3]);
    expect([...maps.tryOn.subarray(0, 12)]).toEqual([1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1]);
    expect([...maps.composition]).toEqual([...garment.mask]);
  });

  it('should refuse a model that is no student', async () => {
    const x = input('x', [1, 3, 4, 4]);

    await expect(StudentRunner.open(buildModel({ outputs: { y: mul(x, 2) } }))).rejects.toThrow(
      /input person/,
    );
  });
});

describe('toGarmentInput', () => {
  it('should be exactly 0 outside of the mask', () => {
    const { garment, mask } = toGarmentInput(
      Uint8Array.from([255, 255, 0, 0, 10, 10]),
      Uint8Array.from([127, 128]),
    );

    expect([...mask]).toEqual([0, 1]);
    expect(Array.from(garment, Math.abs).filter((_, i) => i % 2 === 0)).toEqual([0, 0, 0]);
    expect([garment[1], garment[3]]).toEqual([1, -1]);
  });
});
