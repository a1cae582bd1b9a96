import { describe, expect, it } from 'vitest';
import { compute } from '../testing/compute.js';
import { constant } from './constant.js';
import { relu } from './operators/activations.js';
import { add, mul } from './operators/arithmetic.js';
import { substitute } from './substitute.js';
import { input } from './tensor.js';

describe('substitute', () => {
  it('should compute from the replacement wherever the tensor was used', async () => {
    const x = { shape: [2], values: [1, 2] };

    const { values } = await compute(
      (t) => {
        const placeholder = input('placeholder', [2]);
        const [made] = substitute(
          [add(mul(placeholder, placeholder), t)],
          new Map([[placeholder, mul(t, 10)]]),
        );
        return made ?? t;
      },
      [x],
    );

    expect(values).toEqual([101, 402]);
  });

  it('should leave the same tensor when nothing of it is replaced', () => {
    const [x, other] = [input('x', [2]), input('other', [2])] as const;
    const y = relu(x);

    expect(substitute([y, other], new Map([[other, x]]))).toEqual([y, x]);
    expect(substitute([y], new Map([[other, x]]))[0]).toBe(y);
  });

  it('should replace what is inside of the graph, and not look behind it', () => {
    const x = input('x', [2]);
    const inner = relu(x);
    const replacement = constant([1, 2], [2]);
    const [made] = substitute([inner], new Map([[inner, replacement]]));

    expect(made).toBe(replacement);
  });
});
