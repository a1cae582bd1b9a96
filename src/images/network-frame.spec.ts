import { describe, expect, it } from 'vitest';
import { testPicture } from '../../test/support/test-picture.js';
import { maskToNetworkTensor, personWindow, toNetworkTensor } from './network-frame.js';

describe('personWindow', () => {
  it('should be the whole picture when that is 3:4', () => {
    expect(personWindow(768, 1024)).toEqual({ left: 0, top: 0, width: 768, height: 1024 });
  });

  it('should cut evenly left and right when a picture is wider', () => {
    expect(personWindow(1000, 400)).toEqual({ left: 350, top: 0, width: 300, height: 400 });
  });

  it('should keep the head when a picture is taller', () => {
    expect(personWindow(300, 1000)).toEqual({ left: 0, top: 60, width: 300, height: 400 });
  });

  it('should stay inside the picture for every size', () => {
    for (let width = 1; width < 60; width++) {
      for (let height = 1; height < 60; height++) {
        const window = personWindow(width, height);
        expect(Math.min(window.left, window.top)).toBeGreaterThanOrEqual(0);
        expect(Math.min(window.width, window.height)).toBeGreaterThanOrEqual(1);
        expect(window.left + window.width).toBeLessThanOrEqual(width);
        expect(window.top + window.height).toBeLessThanOrEqual(height);
      }
    }
  });
});

describe('toNetworkTensor', () => {
  it('should average the area of each output pixel when shrinking by a whole factor', () => {
    const picture = { width: 4, height: 2, data: new Uint8Array(24) };
    [0, 255, 100, 200, 51, 102, 0, 100].forEach((level, i) => (picture.data[i * 3 + 1] = level));
    const tensor = toNetworkTensor(
      picture,
      { left: 0, top: 0, width: 4, height: 2 },
      { height: 1, width: 2 },
    );
    const expected = [
      -1,
      -1,
      (0 + 255 + 51 + 102) / 4 / 127.5 - 1,
      (100 + 200 + 0 + 100) / 4 / 127.5 - 1,
      -1,
      -1,
    ];
    expected.forEach((value, i) => expect(tensor[i]).toBeCloseTo(value, 5));
  });

  it('should weigh samples by their share when shrinking by a fraction', () => {
    const data = Uint8Array.from([0, 90, 180].flatMap((level) => [level, level, level]));
    const window = { left: 0, top: 0, width: 3, height: 1 };
    const tensor = toNetworkTensor({ width: 3, height: 1, data }, window, { height: 1, width: 2 });
    expect(tensor[0]).toBeCloseTo((0 + 0.5 * 90) / 1.5 / 127.5 - 1, 5);
    expect(tensor[1]).toBeCloseTo((0.5 * 90 + 180) / 1.5 / 127.5 - 1, 5);
  });

  it('should interpolate with half-pixel centres when enlarging', () => {
    const data = Uint8Array.from([0, 0, 0, 200, 200, 200]);
    const window = { left: 0, top: 0, width: 2, height: 1 };
    const tensor = toNetworkTensor({ width: 2, height: 1, data }, window, { height: 1, width: 4 });
    [0, 50, 150, 200].forEach((level, i) => expect(tensor[i]).toBeCloseTo(level / 127.5 - 1, 5));
  });

  it('should give a window back unchanged at its own size', () => {
    const picture = testPicture(10, 8);
    const tensor = toNetworkTensor(
      picture,
      { left: 3, top: 2, width: 5, height: 4 },
      { height: 4, width: 5 },
    );
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < 4; y++) {
        for (let x = 0; x < 5; x++) {
          const level = picture.data[((y + 2) * 10 + x + 3) * 3 + channel]!;
          expect(tensor[(channel * 4 + y) * 5 + x]).toBeCloseTo(level / 127.5 - 1, 5);
        }
      }
    }
  });

  it('should stay within −1 and 1 at odd sizes', () => {
    const picture = { width: 101, height: 67, data: new Uint8Array(101 * 67 * 3).fill(255) };
    const tensor = toNetworkTensor(
      picture,
      { left: 0, top: 0, width: 101, height: 67 },
      { height: 128, width: 96 },
    );
    expect(tensor.every((value) => Math.abs(value - 1) < 1e-5)).toBe(true);
  });
});

describe('maskToNetworkTensor', () => {
  it('should be 1 where at least half of the area is covered', () => {
    const data = Uint8Array.from([255, 255, 0, 0, 255, 0, 0, 0, 0, 255, 255, 0, 0, 0, 255, 255]);
    const tensor = maskToNetworkTensor({ width: 4, height: 4, data }, { height: 2, width: 2 });
    expect([...tensor]).toEqual([1, 0, 0, 1]);
  });
});
