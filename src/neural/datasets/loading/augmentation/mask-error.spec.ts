import { describe, expect, it } from 'vitest';
import { Random } from '../../../random.js';
import { spoilMask, spread } from './mask-error.js';

const SIZE = { height: 40, width: 30 };

/** A rectangle of 12×20. */
function rectangle(): Uint8Array {
  return Uint8Array.from({ length: 1200 }, (_, i) => {
    const [x, y] = [i % 30, Math.floor(i / 30)];
    return x >= 9 && x < 21 && y >= 10 && y < 30 ? 255 : 0;
  });
}

const area = (mask: Uint8Array): number => mask.filter((value) => value === 255).length;

describe('mask errors', () => {
  it('should shrink and grow by the pixels that are asked for', () => {
    expect(area(spread(rectangle(), 40, 30, 2, Math.min))).toBe(8 * 16);
    expect(area(spread(rectangle(), 40, 30, 3, Math.max))).toBe(18 * 26);
  });

  it('should not come in from the other side when a mask touches the border', () => {
    const mask = new Uint8Array(1200);
    mask[29] = 255;

    const grown = spread(mask, 40, 30, 1, Math.max);

    expect([...grown.keys()].filter((i) => grown[i] === 255)).toEqual([28, 29, 58, 59]);
  });

  it('should make masks smaller, larger and bitten, within the largest error', () => {
    const mask = rectangle();
    const random = new Random(1);

    const areas = Array.from({ length: 60 }, () => area(spoilMask(mask, SIZE, 3, random)));

    const sizes = new Set(areas);
    for (const pixels of [1, 2, 3]) {
      expect(sizes).toContain((12 - 2 * pixels) * (20 - 2 * pixels));
      expect(sizes).toContain((12 + 2 * pixels) * (20 + 2 * pixels));
    }
    const bitten = areas.filter((size) => size < 240 && size > 240 - 90);
    expect(bitten.length).toBeGreaterThan(10);
    expect(area(mask)).toBe(240);
  });

  it('should leave an empty mask empty', () => {
    const random = new Random(1);

    for (let i = 0; i < 9; i++) expect(area(spoilMask(new Uint8Array(1200), SIZE, 3, random))).toBe(0);
  });
});
