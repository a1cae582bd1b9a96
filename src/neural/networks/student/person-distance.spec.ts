import { describe, expect, it } from 'vitest';
import { buildModel } from '../../graph/build-model.js';
import { input } from '../../graph/tensor.js';
import { Random } from '../../random.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { distanceFrom, fitCloud } from '../../statistics/mahalanobis.js';
import { personDistance, personPattern } from './person-distance.js';

/** Features at 1/4, 1/8, 1/16 and 1/32 of a frame of 128×96. */
const SHAPES = [
  [1, 2, 32, 24],
  [1, 2, 16, 12],
  [1, 2, 8, 6],
  [1, 2, 4, 3],
] as const;

const pyramid = SHAPES.map((shape, i) => input(`features${i}`, shape));

function feeds(features: Float32Array) {
  return { features2: floats(features, [...SHAPES[2]]) };
}

describe('personPattern', () => {
  it('should average the features at 1/16 down to 4×3 places', async () => {
    const session = await GraphSession.open(
      buildModel({ inputs: [pyramid[2]!], outputs: { pattern: personPattern(pyramid) } }),
    );
    const rising = Float32Array.from({ length: 96 }, (_, i) => i);

    const pattern = (await session.run(feeds(rising))).pattern!;
    await session.close();

    expect(pattern.dims).toEqual([1, 24]);
    // The first place is the mean of the pixels 0, 1, 6 and 7; the second channel begins at 48.
    expect([pattern.data[0], pattern.data[1], pattern.data[3], pattern.data[12]]).toEqual([
      3.5, 5.5, 15.5, 51.5,
    ]);
  });
});

describe('personDistance', () => {
  it('should be the Mahalanobis distance of the pattern in units of what is usual', async () => {
    const random = new Random(3);
    const cloud = fitCloud(
      Array.from({ length: 200 }, () => Array.from({ length: 24 }, () => random.normal() * 2 + 1)),
    );
    const people = {
      mean: Float32Array.from(cloud.mean),
      whitening: Float32Array.from(cloud.whitening),
      usual: 1.25,
    };
    const session = await GraphSession.open(
      buildModel({
        inputs: [pyramid[2]!],
        outputs: { distance: personDistance(pyramid, people), pattern: personPattern(pyramid) },
      }),
    );

    const outputs = await session.run(feeds(Float32Array.from({ length: 96 }, () => 4 * random.normal())));
    await session.close();

    expect(outputs.distance!.dims).toEqual([1, 1]);
    const expected = distanceFrom(cloud, outputs.pattern!.data as Float32Array) / 1.25;
    expect(outputs.distance!.data[0]).toBeCloseTo(expected, 4);
  });
});
