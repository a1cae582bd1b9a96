import { describe, expect, it } from 'vitest';
import { compute } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { buildModel } from '../build-model.js';
import { integers } from '../constant.js';
import { input } from '../tensor.js';
import { gatherRows, scatterRows } from './gather-rows.js';

const INDEX = integers([2, 0, 2]);

describe('gatherRows and scatterRows', () => {
  it('should take rows by number, some twice', async () => {
    const rows = { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] };

    expect((await compute((x) => gatherRows(x, INDEX), [rows])).values).toEqual([5, 6, 1, 2, 5, 6]);
  });

  it('should add rows up when several go to the same place', async () => {
    const rows = { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] };

    expect((await compute((x) => scatterRows(x, INDEX, 4), [rows])).values).toEqual([3, 4, 0, 0, 6, 8, 0, 0]);
  });

  it('should lose no addition when many threads work on many rows', async () => {
    const [amount, channels, count] = [60_000, 24, 7];
    const x = input('x', [amount, channels]);
    const index = integers(Array.from({ length: amount }, (_, i) => i % count));
    const model = buildModel({ outputs: { table: scatterRows(x, index, count) } });
    const session = await GraphSession.open(model, { threads: 4 });
    const ones = floats(new Float32Array(amount * channels).fill(1), [amount, channels]);

    for (let run = 0; run < 3; run++) {
      const { table } = await session.run({ x: ones });
      const expected = Array.from({ length: count * channels }, (_, i) =>
        Math.ceil((amount - Math.floor(i / channels)) / count),
      );
      expect([...(table?.data as Float32Array)]).toEqual(expected);
    }
    await session.close();
  });

  it('should have their gradients, each the other', async () => {
    await expectGradient((x) => gatherRows(x, INDEX), [{ shape: [3, 2] }]);
    await expectGradient((x) => scatterRows(x, INDEX, 3), [{ shape: [3, 2] }]);
  });

  it('should refuse an index that is not int64', () => {
    expect(() => gatherRows(input('x', [3, 2]), input('i', [2]))).toThrow(
      /Gather cannot take .* the index must be int64/,
    );
  });
});
