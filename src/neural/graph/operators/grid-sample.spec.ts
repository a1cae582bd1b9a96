import { describe, expect, it } from 'vitest';
import { compute, gradientsOf, largestDifference, type TestInput, valuesOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { at, type ImageShape } from '../../testing/plain-convolution.js';
import { randomValues } from '../../testing/random-values.js';
import { input } from '../tensor.js';
import { gridSample, type GridSampleOptions } from './grid-sample.js';

const MODES: readonly GridSampleOptions[] = (['border', 'zeros'] as const).flatMap((padding) =>
  [true, false].map((alignCorners) => ({ padding, alignCorners })),
);

/** Image and grid sizes [h, w]. */
const SIZES: readonly { image: ImageShape; grid: readonly [number, number] }[] = [
  { image: [2, 3, 5, 6], grid: [3, 4] },
  { image: [1, 1, 3, 2], grid: [4, 5] },
  { image: [1, 2, 7, 7], grid: [1, 1] },
];

/** The grid value at which a position in pixels is sampled. */
function normalise(position: number, size: number, alignCorners: boolean): number {
  return (position - (size - 1) / 2) / ((alignCorners ? size - 1 : size) / 2);
}

/**
 * A grid over an image and two pixels beyond it at each side, whose positions are 0.3 or more away from pixel centres:
 * only there does the gradient jump.
 */
function gridOver(
  image: ImageShape,
  [height, width]: readonly [number, number],
  alignCorners: boolean,
): TestInput {
  const shape = [image[0], height, width, 2];
  const random = randomValues(
    shape.reduce((a, b) => a * b),
    7,
  );
  const values = random.map((value, i) => {
    const size = i % 2 === 0 ? image[3] : image[2];
    const position = ((value + 1) / 2) * (size + 3) - 2;
    const whole = Math.floor(position);
    return normalise(whole + 0.3 + 0.4 * (position - whole), size, alignCorners);
  });
  return { shape, values };
}

/** Bilinear sampling by its definition. */
function plainSample(
  x: Float32Array,
  image: ImageShape,
  grid: Float32Array,
  [rows, columns]: readonly [number, number],
  { padding, alignCorners }: GridSampleOptions,
): number[] {
  const [batch, channels, height, width] = image;
  const place = (value: number, size: number): number => {
    const position = value * ((alignCorners ? size - 1 : size) / 2) + (size - 1) / 2;
    return padding === 'border' ? Math.min(size - 1, Math.max(0, position)) : position;
  };
  const answer: number[] = [];
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < rows * columns; i++) {
        const px = place(grid[(b * rows * columns + i) * 2] ?? 0, width);
        const py = place(grid[(b * rows * columns + i) * 2 + 1] ?? 0, height);
        let total = 0;
        for (const y of [Math.floor(py), Math.floor(py) + 1])
          for (const across of [Math.floor(px), Math.floor(px) + 1]) {
            const weight = (1 - Math.abs(py - y)) * (1 - Math.abs(px - across));
            if (y < 0 || across < 0 || y >= height || across >= width) continue;
            total += weight * (x[at(image, b, c, y, across)] ?? 0);
          }
        answer.push(total);
      }
  return answer;
}

describe('gridSample', () => {
  for (const mode of MODES) {
    for (const { image, grid } of SIZES) {
      const name = `[${image.join()}] is sampled at ${grid.join('×')}, ${mode.padding}, align corners ${mode.alignCorners}`;

      it(`should equal the loops when ${name}`, async () => {
        const inputs = [{ shape: image }, gridOver(image, grid, mode.alignCorners)];
        const [x, positions] = inputs.map(valuesOf) as [Float32Array, Float32Array];

        const made = await compute((a, g) => gridSample(a, g, mode), inputs);

        expect(made.shape).toEqual([image[0], image[1], ...grid]);
        expect(largestDifference(made.values, plainSample(x, image, positions, grid, mode))).toBeLessThan(
          1e-5,
        );
      });

      it(`should have the gradients of image and grid when ${name}`, async () => {
        const inputs = [{ shape: image }, gridOver(image, grid, mode.alignCorners)];

        await expectGradient((a, g) => gridSample(a, g, mode), inputs);
      });
    }
  }

  it('should read a one-pixel image everywhere when its border is continued', async () => {
    const inputs = [
      { shape: [1, 1, 1, 1], values: [5] },
      { shape: [1, 1, 2, 2], values: [-3, 0.2, 0.4, 9] },
    ];
    const mode = { padding: 'border', alignCorners: false } as const;

    expect((await compute((a, g) => gridSample(a, g, mode), inputs)).values).toEqual([5, 5]);
    const [toImage, toGrid] = await gradientsOf((a, g) => gridSample(a, g, mode), inputs);
    expect(toImage).toEqual([2]);
    expect(toGrid?.every((value) => value === 0)).toBe(true);
  });

  it('should give the grid the slope to the right and below when it points at a pixel centre', async () => {
    const image = { shape: [1, 1, 1, 3], values: [1, 2, 5] };
    const inputs = [image, { shape: [1, 1, 1, 2], values: [0, 0] }];
    const [, toGrid] = await gradientsOf(
      (a, g) => gridSample(a, g, { padding: 'border', alignCorners: true }),
      inputs,
    );

    expect(toGrid?.[0]).toBe(3);
  });

  it('should give the grid no gradient when it points at or beyond a continued border', async () => {
    const image = { shape: [1, 1, 1, 3], values: [1, 2, 5] };
    const inputs = [image, { shape: [1, 1, 4, 2], values: [-1, 0, 1, 0, -1.5, 0, 1.5, 0] }];
    const mode = { padding: 'border', alignCorners: true } as const;

    const [toImage, toGrid] = await gradientsOf((a, g) => gridSample(a, g, mode), inputs);

    expect(toGrid?.every((value) => value === 0)).toBe(true);
    expect(toImage).toEqual([2, 0, 2]);
  });

  it('should refuse a grid for another batch or without pairs', () => {
    const x = input('x', [2, 3, 4, 5]);
    const mode = { padding: 'zeros', alignCorners: false } as const;

    expect(() => gridSample(x, input('g', [1, 2, 2, 2]), mode)).toThrow(
      /GridSample cannot take .* must be \[2, h, w, 2\]/,
    );
    expect(() => gridSample(x, input('g', [2, 2, 2, 3]), mode)).toThrow(/must be \[2, h, w, 2\]/);
    expect(gridSample(input('x', ['n', 3, 4, 5]), input('g', ['n', 2, 2, 2]), mode).shape).toEqual([
      'n',
      3,
      2,
      2,
    ]);
  });
});
