import { describe, expect, it } from 'vitest';
import { compute, gradientsOf } from '../../testing/compute.js';
import { buildModel } from '../build-model.js';
import { input } from '../tensor.js';
import { add, mul } from './arithmetic.js';
import { relu } from './activations.js';
import { stopGradient } from './stop-gradient.js';

const X = { shape: [2], values: [3, 4] };

describe('stopGradient', () => {
  it('should keep the value and stop its gradient', async () => {
    expect((await compute((x) => mul(x, stopGradient(x)), [X])).values).toEqual([9, 16]);
    expect(await gradientsOf((x) => mul(x, stopGradient(x)), [X])).toEqual([[3, 4]]);
    expect(await gradientsOf((x) => add(x, stopGradient(mul(x, x))), [X])).toEqual([[1, 1]]);
  });

  it('should leave no node behind', () => {
    const model = buildModel({ outputs: { y: relu(stopGradient(input('x', [2]))) } });

    expect(model.graph.node.map(({ opType, input: names }) => [opType, names])).toEqual([
      ['Relu', ['x']],
      ['Identity', ['v0']],
    ]);
  });
});
