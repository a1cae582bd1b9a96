import { describe, expect, it } from 'vitest';
import { input } from '../../graph/tensor.js';
import { Parameters } from '../parameters.js';
import { inceptionV3Pool } from './inception-v3.js';
import { distance, EXPECTED, runNetwork } from './testing/expected-values.js';

describe('inceptionV3Pool', () => {
  it('should compute the pool3 features of the FID variant when it has the same weights', async () => {
    const parameters = Parameters.create();
    const image = input('image', [1, 3, 96, 72]);

    const [pooled] = await runNetwork(parameters, image, [inceptionV3Pool(parameters, image)]);

    expect(distance(pooled!, EXPECTED.inceptionV3[0]!)).toBeLessThan(3e-5);
  });

  it("should declare the names of pytorch-fid's weight file", () => {
    const parameters = Parameters.create();
    inceptionV3Pool(parameters, input('image', [1, 3, 299, 299]));

    const shapes = Object.fromEntries([...parameters.all].map(([name, { shape }]) => [name, shape]));
    expect(Object.keys(shapes)).toHaveLength(94 * 5);
    expect(shapes).toMatchObject({
      'Conv2d_1a_3x3.conv.weight': [32, 3, 3, 3],
      'Conv2d_1a_3x3.bn.running_var': [32],
      'Mixed_6c.branch7x7dbl_5.conv.weight': [192, 160, 1, 7],
      'Mixed_7c.branch3x3dbl_3b.bn.bias': [384],
    });
  });
});
