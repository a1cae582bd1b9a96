import { describe, expect, it } from 'vitest';
import { Random } from '../../../random.js';
import { patternPair } from '../testing/pattern-pair.js';
import { type AugmentationOptions, NO_AUGMENTATION, resolveAugmentation } from './augmentation-options.js';
import { augmentGarment, augmentPair } from './augment-pair.js';

const SIZE = { height: 32, width: 24 };
const pair = patternPair(1, { ...SIZE, otherwise: patternPair(2, SIZE).photo });
const only = (options: Partial<AugmentationOptions>): AugmentationOptions => ({
  ...NO_AUGMENTATION,
  ...options,
});

describe('augmentPair', () => {
  it('should depend on the random numbers only and leave what it is given', () => {
    const options = resolveAugmentation();
    const before = structuredClone(pair);

    const [one, same, other] = [7, 7, 8].map((seed) => augmentPair(pair, options, new Random(seed)));

    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    expect(pair).toEqual(before);
  });

  it('should change nothing when it is off', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(augmentPair(pair, resolveAugmentation('off'), new Random(seed))).toEqual(pair);
  });

  it('should mirror person and garment together', () => {
    const mirrored = augmentPair(pair, only({ flip: 1 }), new Random(1));

    for (const name of ['photo', 'garment', 'otherwise'] as const)
      expect(mirrored[name]![5 * 24 + 2]).toBe(pair[name]![5 * 24 + 21]);
    expect(mirrored.garmentMask[5 * 24 + 2]).toBe(pair.garmentMask[5 * 24 + 21]);
  });

  it('should change the colours of all three pictures equally', () => {
    const grey = new Uint8Array(3 * 32 * 24).fill(100);
    const plain = { ...pair, photo: grey, garment: grey, otherwise: grey };

    const changed = augmentPair(plain, only({ colour: 1 }), new Random(2));

    expect(changed.photo[0]).not.toBe(100);
    expect(changed.garment).toEqual(changed.photo);
    expect(changed.otherwise).toEqual(changed.photo);
  });

  it('should change the light of the person and not of the garment', () => {
    const changed = augmentPair(pair, only({ lighting: 1 }), new Random(2));

    expect(changed.garment).toEqual(pair.garment);
    expect(changed.photo).not.toEqual(pair.photo);
    expect(changed.otherwise).not.toEqual(pair.otherwise);
  });

  it.each<[keyof AugmentationOptions, keyof typeof pair]>([
    ['skinTone', 'photo'],
    ['background', 'photo'],
    ['personMoved', 'labels'],
    ['garmentMoved', 'garment'],
    ['maskError', 'garmentMask'],
  ])('should apply %s as often as asked', (option, changes) => {
    let count = 0;
    for (let seed = 0; seed < 200; seed++) {
      const changed = augmentPair(pair, only({ [option]: 0.5 }), new Random(seed * 7919));
      if (String(changed[changes]) !== String(pair[changes])) count++;
    }

    expect(count).toBeGreaterThan(70);
    expect(count).toBeLessThan(130);
  });
});

describe('augmentGarment', () => {
  it('should vary a garment by its own random numbers', () => {
    const options = resolveAugmentation();

    const [one, same, other] = [3, 3, 4].map((seed) => augmentGarment(pair, SIZE, options, new Random(seed)));

    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    expect(augmentGarment(pair, SIZE, NO_AUGMENTATION, new Random(3)).garment).toEqual(pair.garment);
  });
});

describe('resolveAugmentation', () => {
  it('should fill in what is not said', () => {
    expect(resolveAugmentation({ flip: 0.1 })).toMatchObject({ flip: 0.1, skinTone: 0.35, scale: 0.1 });
  });

  it.each([{ flip: 1.5 }, { colour: -0.1 }, { scale: 0.9 }, { rotation: Number.NaN }])(
    'should refuse %j',
    (options) => {
      expect(() => resolveAugmentation(options)).toThrow(RangeError);
    },
  );
});
