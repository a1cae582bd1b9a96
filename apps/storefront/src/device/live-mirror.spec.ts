import { describe, expect, it } from 'vitest';
import type { MirrorPicture } from './device-messages.js';
import { LiveMirror } from './live-mirror.js';

/** A camera with a new picture at every tick, of which only the newest can be grabbed. */
class TickingCamera {
  tick = 0;

  next(): Promise<void> {
    this.tick++;
    return Promise.resolve();
  }

  grab(): Promise<ImageBitmap | undefined> {
    return Promise.resolve(this.tick === 1 ? undefined : bitmap(this.tick));
  }
}

const closed: number[] = [];

function bitmap(tick: number): ImageBitmap {
  return { width: tick, height: 1, close: () => void closed.push(tick) };
}

describe('LiveMirror', () => {
  it('should compute one picture at a time, always the newest, and say how many a second', async () => {
    const camera = new TickingCamera();
    const shown: number[] = [];
    const rates: number[] = [];
    let clock = 0;
    const compute = (frame: ImageBitmap): Promise<MirrorPicture> => {
      // While one is computed the camera goes on.
      camera.tick += 4;
      clock += 250;
      return Promise.resolve({ bitmap: frame, worn: true });
    };
    const mirror: LiveMirror = new LiveMirror(
      camera,
      compute,
      {
        show: ({ bitmap: { width } }) => {
          shown.push(width);
          if (shown.length === 3) mirror.stop();
        },
        rate: (perSecond) => rates.push(perSecond),
      },
      () => clock,
    );

    await mirror.run();

    expect(shown).toEqual([2, 7, 12]);
    expect(rates).toEqual([4, 4]);
  });

  it('should show nothing any more when it was stopped while a picture was computed', async () => {
    closed.length = 0;
    const shown: MirrorPicture[] = [];
    const mirror: LiveMirror = new LiveMirror(
      new TickingCamera(),
      (frame) => {
        mirror.stop();
        return Promise.resolve({ bitmap: frame, worn: true });
      },
      { show: (picture) => shown.push(picture), rate: () => undefined },
    );

    await mirror.run();

    expect(shown).toEqual([]);
    expect(closed).toEqual([2]);
  });

  it('should end with the error when a picture cannot be computed', async () => {
    const mirror = new LiveMirror(new TickingCamera(), () => Promise.reject(new Error('no model')), {
      show: () => undefined,
      rate: () => undefined,
    });

    await expect(mirror.run()).rejects.toThrow('no model');
  });
});
