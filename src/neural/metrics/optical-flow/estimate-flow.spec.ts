import { describe, expect, it } from 'vitest';
import { movedFrame } from '../testing/drawn-video.js';
import { EXPECTED_WARPING } from '../testing/expected-warping.js';
import { estimateFlow, type PixelFlow } from './estimate-flow.js';
import { lumaPlane, planeOf, windowMean } from './plane.js';
import { visiblePixels } from './visible-pixels.js';

const [HEIGHT, WIDTH] = [64, 80];
const frame = (across: number, down: number): ReturnType<typeof lumaPlane> =>
  lumaPlane(movedFrame(HEIGHT, WIDTH, across, down), HEIGHT, WIDTH);

/** Mean end-point error 12 pixels and more from the border. */
function meanError({ across, down }: PixelFlow, trueAcross: number, trueDown: number): number {
  let [sum, count] = [0, 0];
  for (let y = 12; y < HEIGHT - 12; y++) {
    for (let x = 12; x < WIDTH - 12; x++) {
      const at = y * WIDTH + x;
      sum += Math.hypot(across.data[at]! - trueAcross, down.data[at]! - trueDown);
      count++;
    }
  }
  return sum / count;
}

describe('estimateFlow', () => {
  it.each(EXPECTED_WARPING.flowErrors)(
    "should find a motion of $across, $down pixels about as well as scikit-image's does",
    ({ across, down, mean }) => {
      const found = estimateFlow(frame(0, 0), frame(across, down));

      expect(meanError(found, across, down)).toBeLessThan(Math.max(0.03, mean));
    },
  );

  it('should be 0 when nothing moves, and where there is nothing to see', () => {
    const still = estimateFlow(frame(0, 0), frame(0, 0));
    const plain = planeOf(frame(0, 0), () => 128);
    const grey = estimateFlow(plain, plain);

    expect(meanError(still, 0, 0)).toBe(0);
    expect(meanError(grey, 0, 0)).toBe(0);
  });
});

describe('visiblePixels', () => {
  it('should leave out what leaves the frame and what the way back does not return', () => {
    const size = { height: 8, width: 10, data: new Float64Array(80) };
    const by = (across: number): PixelFlow => ({
      across: planeOf(size, () => across),
      down: planeOf(size, () => 0),
    });

    const consistent = visiblePixels(by(2), by(-2));
    const inconsistent = visiblePixels(by(2), by(0));

    // Two of ten columns move out of the frame.
    expect(consistent.reduce((sum, value) => sum + value, 0)).toBe(64);
    expect(inconsistent.some((value) => value === 1)).toBe(false);
  });
});

describe('windowMean', () => {
  it('should be the mean of the pixels that exist', () => {
    const plane = { height: 3, width: 4, data: Float64Array.from({ length: 12 }, (_, i) => i * i) };

    const { data } = windowMean(plane, 1);

    expect(data[0]).toBeCloseTo((0 + 1 + 16 + 25) / 4, 10);
    expect(data[5]).toBeCloseTo((0 + 1 + 4 + 16 + 25 + 36 + 64 + 81 + 100) / 9, 10);
    expect(data[11]).toBeCloseTo((36 + 49 + 100 + 121) / 4, 10);
  });
});
