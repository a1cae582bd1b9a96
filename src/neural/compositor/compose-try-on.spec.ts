import { beforeAll, describe, expect, it } from 'vitest';
import { composeTryOn } from './compose-try-on.js';
import { GarmentPyramid } from './garment-pyramid.js';
import type { NetworkMaps } from './network-maps.js';
import type { Picture, Window } from './picture.js';

const HEIGHT = 32;
const WIDTH = 24;
const PLANE = HEIGHT * WIDTH;

function noise(width: number, height: number): Picture {
  let state = 7;
  const data = Uint8Array.from({ length: width * height * 3 }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state >> 16;
  });
  return { width, height, data };
}

/** Colours that change slowly, so that half a pixel more or less hardly shows. */
function shades(width: number, height: number): Picture {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    data[i * 3] = Math.round(40 + (180 * (i % width)) / width);
    data[i * 3 + 1] = Math.round(200 - (150 * Math.floor(i / width)) / height);
    data[i * 3 + 2] = 90;
  }
  return { width, height, data };
}

function covered(picture: Picture): GarmentPyramid {
  const { width, height } = picture;
  return new GarmentPyramid(picture, { width, height, data: new Uint8Array(width * height).fill(255) });
}

function identityFlow(): Float32Array {
  return Float32Array.from({ length: 2 * PLANE }, (_, at) => {
    const i = at % PLANE;
    return at < PLANE ? (2 * (i % WIDTH) + 1) / WIDTH - 1 : (2 * Math.floor(i / WIDTH) + 1) / HEIGHT - 1;
  });
}

type Maps = { -readonly [K in keyof NetworkMaps]: NetworkMaps[K] };

/** A network that keeps everything and puts on nothing. */
function idleMaps(): Maps {
  return {
    height: HEIGHT,
    width: WIDTH,
    person: new Float32Array(3 * PLANE),
    garmentMask: new Float32Array(PLANE).fill(1),
    flow: identityFlow(),
    flowHeight: HEIGHT,
    flowWidth: WIDTH,
    composition: new Float32Array(PLANE),
    rendered: new Float32Array(3 * PLANE),
    preservation: new Float32Array(PLANE).fill(1),
  };
}

/** Sets rows [top, bottom) × columns [left, right) of a map. */
function fill(
  map: Float32Array,
  value: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  for (let y = top; y < bottom; y++) map.fill(value, y * WIDTH + left, y * WIDTH + right);
}

const whole = ({ width, height }: Picture): Window => ({ left: 0, top: 0, width, height });

function pixel({ data, width }: Picture, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

describe('composeTryOn', () => {
  it("should keep the photo's bytes when nothing is composed or repainted", () => {
    const photo = noise(96, 128);

    const result = composeTryOn({
      photo,
      window: whole(photo),
      garment: covered(noise(30, 40)),
      maps: idleMaps(),
    });

    expect(Buffer.compare(result.data, photo.data)).toBe(0);
    expect(result.data).not.toBe(photo.data);
  });

  it('should reproduce the garment when the flow is the identity and it covers everything', () => {
    const maps = idleMaps();
    maps.composition.fill(1);
    const photo = noise(96, 128);
    const garment = shades(96, 128);

    const result = composeTryOn({ photo, window: whole(photo), garment: covered(garment), maps });

    // Beyond the outermost centres of the flow the position stays, so half a cell of 4 pixels is left out.
    for (let y = 2; y < 126; y += 7) {
      for (let x = 2; x < 94; x += 7) {
        const expected = pixel(garment, x, y);
        pixel(result, x, y).forEach((value, c) =>
          expect(Math.abs(value - expected[c]!)).toBeLessThanOrEqual(1),
        );
      }
    }
  });

  it('should change only the surroundings of the garment when it covers a part', () => {
    const maps = idleMaps();
    fill(maps.composition, 1, 8, 12, 16, 20);
    const photo = noise(240, 320);

    const result = composeTryOn({ photo, window: whole(photo), garment: covered(shades(96, 128)), maps });

    const changed = { left: 240, top: 320, right: 0, bottom: 0 };
    for (let i = 0; i < 240 * 320; i++) {
      if ([0, 1, 2].every((c) => result.data[i * 3 + c] === photo.data[i * 3 + c])) continue;
      const [x, y] = [i % 240, Math.floor(i / 240)];
      changed.left = Math.min(changed.left, x);
      changed.top = Math.min(changed.top, y);
      changed.right = Math.max(changed.right, x);
      changed.bottom = Math.max(changed.bottom, y);
    }
    // The composition's 8×8 cells of 10 pixels and half a cell of fading around them.
    expect(changed).toEqual({ left: 75, top: 115, right: 164, bottom: 204 });
    expect(pixel(result, 120, 160)).not.toEqual(pixel(photo, 120, 160));
  });

  it('should touch nothing outside of the window and fade at its inner sides', () => {
    const maps = idleMaps();
    maps.composition.fill(1);
    const photo = noise(140, 128);
    const window = { left: 22, top: 0, width: 96, height: 128 };

    const result = composeTryOn({ photo, window, garment: covered(shades(96, 128)), maps });

    for (let y = 0; y < 128; y += 3) {
      for (const x of [0, 21, 22, 117, 118, 139]) expect(pixel(result, x, y)).toEqual(pixel(photo, x, y));
    }
    expect(pixel(result, 70, 0)).not.toEqual(pixel(photo, 70, 0));
  });

  it("should draw the outline of the garment's own mask when it is finer than the network's", () => {
    const maps = idleMaps();
    fill(maps.garmentMask, 0, 12, 0, WIDTH, HEIGHT);
    fill(maps.composition, 1, 0, 0, 12, HEIGHT);
    const garment = shades(96, 128);
    const mask = { width: 96, height: 128, data: new Uint8Array(96 * 128) };
    for (let y = 0; y < 128; y++) mask.data.fill(255, y * 96, y * 96 + 48);
    const photo = noise(96, 128);

    const result = composeTryOn({
      photo,
      window: whole(photo),
      garment: new GarmentPyramid(garment, mask),
      maps,
    });

    expect(pixel(result, 46, 64)).toEqual(pixel(garment, 46, 64));
    expect(pixel(result, 49, 64)).toEqual(pixel(photo, 49, 64));
  });

  it('should paint what the network repaints when the photo is not preserved', () => {
    const maps = idleMaps();
    maps.person.fill(-0.9);
    maps.preservation.fill(0);
    maps.rendered.fill(0.5);
    const photo = { width: 48, height: 64, data: new Uint8Array(48 * 64 * 3).fill(13) };

    const result = composeTryOn({ photo, window: whole(photo), garment: covered(shades(24, 32)), maps });

    expect(pixel(result, 24, 32)).toEqual([191, 191, 191]);
  });

  it('should not alias when the garment is many times finer than the result', () => {
    const maps = idleMaps();
    maps.composition.fill(1);
    const stripes = { width: 384, height: 512, data: new Uint8Array(384 * 512 * 3) };
    for (let i = 0; i < 384 * 512; i++) stripes.data.fill(i % 2 === 0 ? 0 : 255, i * 3, i * 3 + 3);
    const photo = noise(24, 32);

    const result = composeTryOn({ photo, window: whole(photo), garment: covered(stripes), maps });

    for (const value of pixel(result, 12, 16)) expect(Math.abs(value - 128)).toBeLessThan(8);
  });
});

describe('composeTryOn with the look of a person', () => {
  let maps: Maps;

  /** A torso in a green top with a bare arm beside it, before a grey wall; the network repaints both. */
  beforeAll(() => {
    maps = idleMaps();
    const paint = (target: Float32Array, colour: number[], box: [number, number, number, number]): void => {
      colour.forEach((value, c) => {
        fill(target.subarray(c * PLANE, (c + 1) * PLANE), value / 127.5 - 1, ...box);
      });
    };
    for (const target of [maps.person, maps.rendered]) {
      paint(target, [200, 200, 200], [0, 0, WIDTH, HEIGHT]);
      paint(target, [110, 75, 55], [9, 0, 14, 6]);
      paint(target, [110, 75, 55], [17, 8, 20, 26]);
    }
    paint(maps.person, [20, 120, 60], [6, 6, 17, 26]);
    paint(maps.rendered, [230, 185, 160], [17, 8, 20, 26]);
    paint(maps.rendered, [230, 185, 160], [6, 22, 17, 26]);
    fill(maps.preservation, 0, 5, 6, 21, 27);
    fill(maps.composition, 1, 6, 6, 17, 22);
    maps.garmentMask.set(maps.composition);
  });

  it("should keep the photo's arm when the network paints skin over skin", () => {
    const photo = toPicture(maps.person);

    const result = composeTryOn({ photo, window: whole(photo), garment: covered(shades(24, 32)), maps });

    expect(pixel(result, 18, 16)).toEqual([110, 75, 55]);
  });

  it("should give painted skin the person's tone when the old garment gives way to it", () => {
    const photo = toPicture(maps.person);

    const [red, green, blue] = pixel(
      composeTryOn({ photo, window: whole(photo), garment: covered(shades(24, 32)), maps }),
      11,
      24,
    );

    expect(Math.abs(red! - 110)).toBeLessThan(12);
    expect(Math.abs(green! - 75)).toBeLessThan(12);
    expect(Math.abs(blue! - 55)).toBeLessThan(12);
  });
});

function toPicture(planes: Float32Array): Picture {
  const data = new Uint8Array(PLANE * 3);
  for (let i = 0; i < PLANE; i++) {
    for (let c = 0; c < 3; c++) data[i * 3 + c] = Math.round((planes[c * PLANE + i]! + 1) * 127.5);
  }
  return { width: WIDTH, height: HEIGHT, data };
}
