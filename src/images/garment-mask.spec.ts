import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawGarment, overlap, throughJpeg, type TestGarment } from '../../test/support/test-garment.js';
import { decodePicture } from './decode-picture.js';
import { maskGarment } from './garment-mask.js';

const NAVY = [25, 30, 70] as const;

function vignette(right: number, down: number): [number, number, number] {
  const level = 250 - 70 * ((right - 0.5) ** 2 + (down - 0.5) ** 2);
  return [level, level, level];
}

describe('maskGarment', () => {
  const grounds: { name: string; garment: TestGarment }[] = [
    { name: 'dark cloth on white', garment: { cloth: NAVY } },
    { name: 'pale grey on white', garment: { cloth: [244, 244, 243], outline: [225, 225, 224] } },
    { name: 'white on white with seams', garment: { cloth: [253, 253, 253], outline: [238, 238, 238] } },
    { name: 'red on grey', garment: { cloth: [200, 30, 40], background: () => [205, 205, 208] } },
    { name: 'white on charcoal', garment: { cloth: [250, 250, 250], background: () => [45, 45, 48] } },
    {
      name: 'navy on a drift of grey',
      garment: { cloth: NAVY, background: (_, down) => [210 + 40 * down, 210 + 40 * down, 205 + 40 * down] },
    },
    { name: 'navy under a vignette', garment: { cloth: NAVY, background: vignette } },
  ];

  it.each(grounds)('should find the whole garment when it is $name', async ({ garment }) => {
    const { picture, mask } = drawGarment(garment);
    const result = maskGarment(await throughJpeg(picture, 90));
    expect(overlap(result.mask, mask)).toBeGreaterThan(0.97);
    expect(result.backgroundPlainness).toBeGreaterThan(0.97);
  });

  it('should find the same garment at full size when a picture is large', async () => {
    const { picture, mask } = drawGarment({ width: 1200, height: 1600, cloth: [120, 60, 40] });
    expect(overlap(maskGarment(await throughJpeg(picture, 85)).mask, mask)).toBeGreaterThan(0.99);
  });

  it('should keep a white print closed', async () => {
    const { picture, mask } = drawGarment({ cloth: NAVY, print: [255, 255, 255] });
    expect(overlap(maskGarment(await throughJpeg(picture, 90)).mask, mask)).toBeGreaterThan(0.985);
  });

  it('should open the background between arm and body', async () => {
    const { picture, mask } = drawGarment({ width: 600, height: 800, cloth: NAVY, longSleeves: true });
    const result = maskGarment(await throughJpeg(picture, 90));
    expect(overlap(result.mask, mask)).toBeGreaterThan(0.97);
  });

  it('should draw soft edges and solid insides', () => {
    const { picture } = drawGarment({ width: 900, height: 1200, cloth: NAVY });
    const blurred = { ...picture, data: picture.data.slice() };
    for (let i = 3; i < picture.data.length - 3; i++) {
      blurred.data[i] = (picture.data[i - 3]! + 2 * picture.data[i]! + picture.data[i + 3]!) / 4;
    }
    const { mask } = maskGarment(blurred);
    expect(mask.data[600 * 900 + 450]).toBe(255);
    expect(mask.data[600 * 900 + 5]).toBe(0);
    expect(mask.data.some((value) => value > 40 && value < 215)).toBe(true);
  });

  it('should measure box, area and borders', () => {
    const { picture, mask } = drawGarment({ cloth: NAVY, shift: 0.2 });
    const result = maskGarment(picture);
    const area = mask.data.filter((value) => value > 0).length / mask.data.length;
    expect(Math.abs(result.areaShare - area)).toBeLessThan(0.01);
    expect(result.touchesBorder).toMatchObject({ left: 0, top: 0, right: 0 });
    expect(result.touchesBorder.bottom).toBeCloseTo(0.44, 1);
    expect(Math.abs(result.box.top - 0.38 * 400)).toBeLessThan(4);
    expect(result.box.top + result.box.height).toBe(400);
    expect(Math.abs(result.box.left + result.box.width / 2 - 150)).toBeLessThan(3);
  });

  it.each([
    ['an empty picture', 64, 64],
    ['one pixel', 1, 1],
    ['one row', 300, 1],
  ])('should answer an empty mask for %s', (_, width, height) => {
    const result = maskGarment({ width, height, data: new Uint8Array(width * height * 3).fill(255) });
    expect(result.areaShare).toBe(0);
    expect(result.box).toEqual({ left: 0, top: 0, width: 0, height: 0 });
  });
});

const SAMPLES = new URL('../../../shared/samples/garments/', import.meta.url);

describe.skipIf(!existsSync(SAMPLES))(
  'maskGarment on rendered garments with exact masks (needs ../shared/samples)',
  () => {
    const limits = { maxBytes: 2 ** 24, maxPixels: 2e7, timeoutSeconds: 10 };
    const names = existsSync(SAMPLES) ? readdirSync(SAMPLES).filter((name) => name.endsWith('.jpg')) : [];

    it.each(names)('should agree with the exact mask of %s', async (name) => {
      const picture = await decodePicture(await readFile(new URL(name, SAMPLES)), limits);
      const file = await readFile(new URL(name.replace('.jpg', '_mask.png'), SAMPLES));
      const exact = await sharp(file).extractChannel(0).raw().toBuffer();
      const { width, height } = picture;
      expect(
        overlap(maskGarment(picture).mask, { width, height, data: new Uint8Array(exact) }),
      ).toBeGreaterThan(0.99);
    });
  },
);
