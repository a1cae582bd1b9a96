import { describe, expect, it } from 'vitest';
import { distanceToBackground, fitBackground, type WorkPicture } from './background-model.js';

function work(
  width: number,
  height: number,
  level: (x: number, y: number, channel: number) => number,
): WorkPicture {
  const data = new Float32Array(3 * width * height);
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) data[(channel * height + y) * width + x] = level(x, y, channel);
    }
  }
  return { width, height, data };
}

describe('fitBackground', () => {
  it('should find the colour when the background is even', () => {
    const model = fitBackground(work(60, 80, (_, __, channel) => [250, 240, 230][channel]!));
    expect(model.surfaces.map((surface) => Math.round(surface[0]))).toEqual([250, 240, 230]);
    expect(model.noise).toBeLessThan(0.1);
    expect(model.plainness).toBe(1);
  });

  it.each([
    ['a plane', (x: number, y: number) => 200 + 0.4 * x - 0.2 * y],
    ['a bowl', (x: number, y: number) => 250 - 0.01 * (x - 40) ** 2 - 0.012 * (y - 60) ** 2],
  ])('should follow the background into the middle when it is %s', (_, level) => {
    const picture = work(90, 120, level);
    const distances = distanceToBackground(picture, fitBackground(picture));
    expect(Math.max(...distances)).toBeLessThan(0.6);
  });

  it('should not be pulled when a garment covers part of the border', () => {
    const picture = work(90, 120, (x, y) => (y > 60 && x > 20 && x < 70 ? 30 : 245));
    const model = fitBackground(picture);
    expect(model.plainness).toBeLessThan(0.95);
    expect(distanceToBackground(picture, model)[0]).toBeLessThan(0.5);
  });

  it('should call a patterned border not plain', () => {
    const model = fitBackground(work(90, 120, (x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? 90 : 220)));
    expect(model.plainness).toBeLessThan(0.7);
  });

  it('should measure the grain', () => {
    const model = fitBackground(work(90, 120, (x, y) => 200 + ((x * 7 + y * 13) % 5) - 2));
    expect(model.noise).toBeGreaterThan(1.5);
    expect(model.noise).toBeLessThan(2.5);
  });
});
