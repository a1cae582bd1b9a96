import { describe, expect, it } from 'vitest';
import type { NetworkMaps } from './network-maps.js';
import { repaint } from './repaint.js';

const [HEIGHT, WIDTH] = [12, 10];
const PLANE = HEIGHT * WIDTH;

/** [3, height, width], −1…1: one colour in the upper half, another in the lower. */
function halves(upper: number[], lower: number[]): Float32Array {
  return Float32Array.from({ length: 3 * PLANE }, (_, at) => {
    const colour = at % PLANE < PLANE / 2 ? upper : lower;
    return colour[Math.floor(at / PLANE)]! / 127.5 - 1;
  });
}

function mapsOf(person: Float32Array, rendered: Float32Array, preservation: number): NetworkMaps {
  return {
    height: HEIGHT,
    width: WIDTH,
    person,
    garmentMask: new Float32Array(PLANE),
    flow: new Float32Array(2),
    flowHeight: 1,
    flowWidth: 1,
    composition: new Float32Array(PLANE),
    rendered,
    preservation: new Float32Array(PLANE).fill(preservation),
  };
}

const uncovered = new Float32Array(PLANE);
const keepUpper = Float32Array.from({ length: PLANE }, (_, i) => (i < PLANE / 2 ? 1 : 0));
const GREY = [128, 128, 128];

describe('repaint', () => {
  it('should take the photo out of the rendered picture again', () => {
    const person = halves(GREY, GREY);
    const paint = halves(GREY, [20, 60, 220]);
    const rendered = paint.map((value, at) => 0.4 * person[at]! + 0.6 * value);

    const result = repaint(mapsOf(person, rendered, 0.4), uncovered, keepUpper);

    const at = PLANE - 1;
    [20, 60, 220].forEach((value, c) => expect(result[c * PLANE + at]).toBeCloseTo(value, 2));
  });

  it("should give painted skin the tone of the person's skin", () => {
    const person = halves([110, 75, 55], [30, 120, 60]);
    const rendered = halves([230, 185, 160], [220, 170, 140]);

    const result = repaint(mapsOf(person, rendered, 0), uncovered, keepUpper);

    [110, 75, 55].forEach((value, c) => expect(result[c * PLANE + PLANE - 1]).toBeCloseTo(value, 2));
  });

  it('should not brighten painted skin without limit', () => {
    const person = halves([240, 200, 180], [30, 120, 60]);
    const rendered = halves([240, 200, 180], [100, 70, 55]);

    const result = repaint(mapsOf(person, rendered, 0), uncovered, keepUpper);

    [125, 87.5, 68.75].forEach((value, c) => expect(result[c * PLANE + PLANE - 1]).toBeCloseTo(value, 2));
  });

  it('should leave other colours alone', () => {
    const person = halves([110, 75, 55], [30, 120, 60]);
    const rendered = halves([230, 185, 160], [20, 60, 220]);

    const result = repaint(mapsOf(person, rendered, 0), uncovered, keepUpper);

    [20, 60, 220].forEach((value, c) => expect(result[c * PLANE + PLANE - 1]).toBeCloseTo(value, 2));
  });
});
