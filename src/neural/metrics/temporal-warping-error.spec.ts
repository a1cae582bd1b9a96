import { describe, expect, it } from 'vitest';
import { planeOf } from './optical-flow/plane.js';
import { TemporalWarpingError, warpingError } from './temporal-warping-error.js';
import { movedFrame } from './testing/drawn-video.js';
import { EXPECTED_WARPING } from './testing/expected-warping.js';

const [HEIGHT, WIDTH] = [64, 80];
const FRAMES = [0, 1, 2, 3].map((t) => movedFrame(HEIGHT, WIDTH, 1.5 * t, -0.5 * t));

describe('warpingError', () => {
  it('should be what SciPy computes along a given flow', () => {
    const size = { height: HEIGHT, width: WIDTH, data: new Float64Array(HEIGHT * WIDTH) };
    const flow = {
      across: planeOf(size, (at) => 2 + 0.5 * Math.sin(0.1 * at)),
      down: planeOf(size, (at) => 1 + 0.4 * Math.cos(0.13 * at)),
    };
    const visible = Uint8Array.from(size.data, (_, at) => (at % 7 === 0 ? 0 : 1));
    const [first, next] = [movedFrame(HEIGHT, WIDTH, 0, 0), movedFrame(HEIGHT, WIDTH, 2, 1)];

    expect(Math.abs(warpingError(first, next, flow, visible)! / EXPECTED_WARPING.warping - 1)).toBeLessThan(
      1e-5,
    );
    expect(warpingError(first, next, flow, visible.fill(0))).toBeUndefined();
  });
});

describe('TemporalWarpingError', () => {
  it('should be next to nothing when the video moves as its source does', () => {
    const error = new TemporalWarpingError(HEIGHT, WIDTH);

    for (const frame of FRAMES) error.add(frame, frame);

    const { value, steps, visibleShare } = error.result();
    expect(steps).toBe(3);
    expect(value).toBeLessThan(1e-4);
    expect(visibleShare).toBeGreaterThan(0.8);
  });

  it('should be the squared step when the video flickers', () => {
    const error = new TemporalWarpingError(HEIGHT, WIDTH);
    const still = FRAMES[0]!;

    // Every second frame is brighter by 0.1 of 1.
    [0, 0.2, 0].forEach((more) =>
      error.add(
        still,
        still.map((value) => value + more),
      ),
    );

    expect(error.result().value).toBeCloseTo(0.01, 6);
    expect(error.result().visibleShare).toBe(1);
  });

  it('should not compare across a cut', () => {
    const error = new TemporalWarpingError(HEIGHT, WIDTH);
    error.add(FRAMES[0]!, FRAMES[0]!);
    error.cut();
    error.add(FRAMES[3]!, FRAMES[3]!);

    expect(error.result()).toEqual({ value: NaN, steps: 0, visibleShare: NaN });
  });
});
