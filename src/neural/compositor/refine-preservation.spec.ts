import { beforeEach, describe, expect, it } from 'vitest';
import { GuidedFilter } from './guided-filter.js';
import type { NetworkMaps } from './network-maps.js';
import { refinePreservation } from './refine-preservation.js';

const HEIGHT = 64;
const WIDTH = 48;
const PLANE = HEIGHT * WIDTH;

type Box = [left: number, top: number, right: number, bottom: number];

const TORSO: Box = [14, 16, 34, 50];
const SLEEVE: Box = [34, 16, 40, 28];
const ARM: Box = [34, 28, 40, 50];
const FACE: Box = [20, 2, 28, 12];

const GREEN = [30, 120, 60];
const DARK_SKIN = [110, 75, 55];
const PALE_SKIN = [230, 185, 160];
const WALL = [200, 200, 205];

function paint(planes: Float32Array, colour: number[], [left, top, right, bottom]: Box): void {
  for (let y = top; y < bottom; y++) {
    colour.forEach((value, c) =>
      planes.fill(value / 127.5 - 1, c * PLANE + y * WIDTH + left, c * PLANE + y * WIDTH + right),
    );
  }
}

function mark(plane: Float32Array, value: number, [left, top, right, bottom]: Box): void {
  for (let y = top; y < bottom; y++) plane.fill(value, y * WIDTH + left, y * WIDTH + right);
}

const centre = ([left, top, right, bottom]: Box): number =>
  Math.floor((top + bottom) / 2) * WIDTH + Math.floor((left + right) / 2);

describe('refinePreservation', () => {
  let person: Float32Array;
  let rendered: Float32Array;
  let preservation: Float32Array;
  let warped: Float32Array;

  const refine = (): Float32Array => {
    const maps: NetworkMaps = {
      height: HEIGHT,
      width: WIDTH,
      person,
      garmentMask: new Float32Array(PLANE),
      flow: new Float32Array(2),
      flowHeight: 1,
      flowWidth: 1,
      composition: warped,
      rendered,
      preservation,
    };
    const filter = new GuidedFilter({ channels: 3, height: HEIGHT, width: WIDTH, data: person }, 2);
    return refinePreservation(maps, warped, filter);
  };

  /** A person in a green top with sleeves; the network wants to repaint the whole body below the face. */
  beforeEach(() => {
    person = new Float32Array(3 * PLANE);
    paint(person, WALL, [0, 0, WIDTH, HEIGHT]);
    paint(person, DARK_SKIN, FACE);
    paint(person, GREEN, TORSO);
    paint(person, GREEN, SLEEVE);
    paint(person, DARK_SKIN, ARM);
    rendered = person.slice();
    paint(rendered, PALE_SKIN, SLEEVE);
    paint(rendered, PALE_SKIN, ARM);
    preservation = new Float32Array(PLANE).fill(1);
    mark(preservation, 0, [10, 14, 44, 54]);
    warped = new Float32Array(PLANE);
    mark(warped, 1, TORSO);
  });

  it('should keep skin when the network paints it in another tone', () => {
    expect(refine()[centre(ARM)]).toBeCloseTo(1, 3);
  });

  it('should give way when the old garment must become skin', () => {
    expect(refine()[centre(SLEEVE)]).toBeLessThan(0.05);
  });

  it('should give way when a sleeve has the colour of the wall and must become skin', () => {
    paint(person, WALL, SLEEVE);
    paint(rendered, [220, 150, 120], SLEEVE);

    expect(refine()[centre(SLEEVE)]).toBeLessThan(0.05);
  });

  it('should give way when skin must become something else', () => {
    paint(rendered, [250, 250, 250], ARM);

    expect(refine()[centre(ARM)]).toBeLessThan(0.05);
  });

  it('should keep what the network wants to repaint when it paints the same', () => {
    rendered = person.slice();

    expect(refine()[centre(SLEEVE)]).toBe(1);
  });

  it("should keep background within the repainted area when it is the wall's colour", () => {
    paint(rendered, [225, 200, 185], [41, 16, 44, 50]);

    expect(refine()[30 * WIDTH + 42]).toBeCloseTo(1, 3);
  });

  it('should trust the network when it preserves', () => {
    paint(rendered, [250, 10, 10], FACE);

    expect(refine()[centre(FACE)]).toBe(1);
  });
});
