import { describe, expect, it } from 'vitest';
import { buildModel } from '../../graph/build-model.js';
import { constant } from '../../graph/constant.js';
import { input, type Tensor } from '../../graph/tensor.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { compose, positionsOf, warp } from './sampling.js';

const SHAPE = [1, 1, 3, 4];
const IMAGE = Float32Array.from({ length: 12 }, (_, i) => i + 1);

/** A flow of the same offset everywhere, in pixels. */
function shift(x: number, y: number): Tensor {
  const values = Array.from({ length: 24 }, (_, i) => (i < 12 ? x : y));
  return positionsOf(constant(values, [1, 2, 3, 4]));
}

async function evaluate(f: (image: Tensor) => Tensor): Promise<number[]> {
  const image = input('image', SHAPE);
  const session = await GraphSession.open(buildModel({ inputs: [image], outputs: { y: f(image) } }));
  const { y } = await session.run({ image: floats(IMAGE, SHAPE) });
  await session.close();
  return Array.from(y!.data as Float32Array, (value) => Math.round(value * 1000) / 1000);
}

describe('warp', () => {
  it('should leave the image as it is when all offsets are 0', async () => {
    expect(await evaluate((image) => warp(image, shift(0, 0), 'border'))).toEqual([...IMAGE]);
  });

  it('should read the pixels to the right when the offset is x = 1, and repeat the border', async () => {
    const moved = await evaluate((image) => warp(image, shift(1, 0), 'border'));

    expect(moved).toEqual([2, 3, 4, 4, 6, 7, 8, 8, 10, 11, 12, 12]);
  });

  it('should read half of the row below and 0 beyond when the offset is y = ½ and outside is 0', async () => {
    const moved = await evaluate((image) => warp(image, shift(0, 0.5), 'zeros'));

    expect(moved).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 4.5, 5, 5.5, 6]);
  });
});

describe('compose', () => {
  it('should add offsets when both flows are shifts, away from the border', async () => {
    const moved = await evaluate((image) => warp(image, compose(shift(1, 0), shift(1, 1)), 'border'));

    expect(moved.slice(0, 2)).toEqual([7, 8]);
  });
});

describe('positionsOf', () => {
  it('should say how large the frame must be when a level is a single pixel high', () => {
    expect(() => positionsOf(input('offset', [1, 2, 1, 4]))).toThrow(/1×4 .*at least 64×64/);
  });
});
