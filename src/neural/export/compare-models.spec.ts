import { describe, expect, it } from 'vitest';
import type { OnnxModel } from '../graph/onnx-model.js';
import { floats } from '../runtime/graph-session.js';
import { compareModels } from './compare-models.js';
import { float32, node, smallModel } from './testing/small-model.js';

/** y = x + shift, z = x. */
function shifted(shift: readonly number[]): OnnxModel {
  return smallModel({
    x: [2],
    nodes: [node('Add', ['x', 'shift'], 'y'), node('Identity', ['x'], 'z')],
    constants: [float32('shift', [2], { values: shift })],
    outputs: { y: [2], z: [2] },
  });
}

const INPUTS = { x: floats(Float32Array.of(0, 0), [2]) };

describe('compareModels', () => {
  it('should tell the largest and the mean difference of each output', async () => {
    expect(await compareModels(shifted([1, 2]), shifted([1.5, 4]), INPUTS)).toEqual({
      y: { largest: 2, mean: 1.25 },
      z: { largest: 0, mean: 0 },
    });
  });

  it('should say infinitely far when a result is not a number', async () => {
    const { y } = await compareModels(shifted([NaN, 0]), shifted([0, 0]), INPUTS);

    expect(y?.largest).toBe(Infinity);
  });
});
