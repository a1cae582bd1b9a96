import { describe, expect, it } from 'vitest';
import { Random } from '../../../random.js';
import { type AugmentationOptions, DEFAULT_AUGMENTATION } from './augmentation-options.js';
import { after, changeColours, drawColourChange } from './colour-change.js';

const NONE = { ...DEFAULT_AUGMENTATION, brightness: 0, contrast: 0, saturation: 0, hue: 0 };
/** Two pixels: orange and grey. */
const PICTURE = Uint8Array.of(200, 100, 120, 100, 40, 100);

function changed(options: Partial<AugmentationOptions>, seed = 4): number[] {
  return [...changeColours(PICTURE, drawColourChange({ ...NONE, ...options }, 1, true, new Random(seed)))];
}

describe('colour change', () => {
  it('should leave every value when all ranges are 0', () => {
    expect(changed({})).toEqual([...PICTURE]);
  });

  it('should multiply every value when brightness changes', () => {
    const [factor] = drawColourChange({ ...NONE, brightness: 0.15 }, 1, true, new Random(4));

    expect(Math.abs(factor! - 1)).toBeGreaterThan(0.01);
    expect(changed({ brightness: 0.15 })).toEqual([...PICTURE].map((value) => Math.round(value * factor!)));
  });

  it('should keep mid-grey when contrast changes', () => {
    const change = drawColourChange({ ...NONE, contrast: 0.5 }, 1, true, new Random(4));

    expect([...changeColours(Uint8Array.of(128, 128, 128), change)]).toEqual([128, 128, 128]);
    expect([...changeColours(Uint8Array.of(60, 60, 60), change)]).not.toEqual([60, 60, 60]);
  });

  it('should keep greys when saturation and hue change', () => {
    const [red, grey, green, greyGreen, blue, greyBlue] = changed({ saturation: 0.5, hue: 30 });

    expect([grey, greyGreen, greyBlue]).toEqual([100, 100, 100]);
    expect([red, green, blue]).not.toEqual([200, 120, 40]);
  });

  it('should keep luma when only saturation changes', () => {
    const [red, , green, , blue] = changed({ saturation: 0.3 });

    expect(0.299 * red! + 0.587 * green! + 0.114 * blue!).toBeCloseTo(
      0.299 * 200 + 0.587 * 120 + 0.114 * 40,
      0,
    );
  });

  it('should turn red into green when hues turn by 120 degrees', () => {
    const options = { ...NONE, hue: 120 };
    /** Draws the end of the range for the hue. */
    const random = { uniform: () => 1 } as Random;

    const change = drawColourChange(options, 1, true, random);

    expect([...changeColours(Uint8Array.of(200, 50, 20), change)]).toEqual([20, 200, 50]);
    expect([...changeColours(PICTURE, drawColourChange(options, 1, false, random))]).toEqual([...PICTURE]);
  });

  it('should do one after the other when changes are joined', () => {
    const [first, second] = [1, 2].map((seed) =>
      drawColourChange(DEFAULT_AUGMENTATION, 1, true, new Random(seed)),
    );

    const joined = changeColours(PICTURE, after(second!, first!));

    const apart = changeColours(changeColours(PICTURE, first!), second!);
    joined.forEach((value, i) => expect(Math.abs(value - apart[i]!)).toBeLessThanOrEqual(2));
  });

  it('should cut off what is beyond the range', () => {
    const bright = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1, -90];

    expect([...changeColours(PICTURE, bright)]).toEqual([255, 200, 240, 200, 0, 10]);
  });
});
