import { describe, expect, it } from 'vitest';
import type { CheckpointTensor, StateDictionary } from '../checkpoints/state-dictionary.js';
import { loadWeights } from './load-weights.js';
import { filledWith, Parameters } from './parameters.js';

function tensor(shape: readonly number[], ...values: number[]): CheckpointTensor {
  return { dtype: 'float32', shape, bytes: new Uint8Array(Float32Array.from(values).buffer) };
}

function network(): Parameters {
  const parameters = Parameters.create();
  parameters.at('a').weight('weight', [2, 1], filledWith(0));
  parameters.at('a').statistic('count', [], filledWith(0));
  parameters.at('b').weight('weight', [1], filledWith(0));
  return parameters;
}

const FILE: StateDictionary = new Map([
  ['weight', tensor([2, 1], 3, 4)],
  ['count', { dtype: 'int64', shape: [], bytes: new Uint8Array(BigInt64Array.of(9n).buffer) }],
]);

describe('loadWeights', () => {
  it('should take the values of one folder of names, by full name, whatever their type', () => {
    const { weights, ignored } = loadWeights(network(), FILE, { under: 'a.' });

    expect([...weights]).toEqual([
      ['a.weight', Float32Array.of(3, 4)],
      ['a.count', Float32Array.of(9)],
    ]);
    expect(ignored).toEqual([]);
  });

  it('should name the first weight that is missing', () => {
    expect(() => loadWeights(network(), FILE)).toThrow(/"a\.weight" is missing/);
  });

  it('should name the weight and both shapes when one does not fit', () => {
    const file = new Map([...FILE, ['weight', tensor([1, 2], 3, 4)]]);

    expect(() => loadWeights(network(), file, { under: 'a.' })).toThrow(/"weight".*\[1, 2\].*\[2, 1\]/);
  });

  it('should hand back what it was told to leave aside, and refuse any other key', () => {
    const file = new Map([...FILE, ['extra.weight', tensor([1], 1)]]);

    const { ignored } = loadWeights(network(), file, { under: 'a.', ignore: /^extra\./ });

    expect(ignored).toEqual(['extra.weight']);
    expect(() => loadWeights(network(), file, { under: 'a.' })).toThrow(/"extra\.weight" belongs to no part/);
  });
});
