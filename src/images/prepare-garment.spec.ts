import { describe, expect, it } from 'vitest';
import { drawGarment, overlap } from '../../test/support/test-garment.js';
import { pipelineOf } from '../../test/support/test-picture.js';
import { decodeCutout } from './decode-picture.js';
import { PictureError } from './picture-error.js';
import type { Mask } from './picture.js';
import { loadGarmentTensors } from './garment-tensors.js';
import { encodeMask } from './encode-picture.js';
import { type PreparedGarment, prepareGarment } from './prepare-garment.js';
import { readGarmentMask } from './read-garment-mask.js';

const LIMITS = { maxBytes: 2 ** 24, maxPixels: 2e7, timeoutSeconds: 10 };
const FRAME = { height: 128, width: 96 };
const GREEN = [30, 140, 70] as const;

function boxOf({ width, height, data }: Mask): { left: number; top: number; right: number; bottom: number } {
  const box = { left: width, top: height, right: -1, bottom: -1 };
  data.forEach((value, i) => {
    if (value < 128) return;
    box.left = Math.min(box.left, i % width);
    box.right = Math.max(box.right, i % width);
    box.top = Math.min(box.top, Math.floor(i / width));
    box.bottom = Math.max(box.bottom, Math.floor(i / width));
  });
  return box;
}

async function prepare(width: number, height: number) {
  const { picture } = drawGarment({ width, height, cloth: GREEN });
  const prepared = await prepareGarment(await pipelineOf(picture).png().toBuffer(), LIMITS);
  return { prepared, ...(await decodeCutout(prepared.cutout, LIMITS)) };
}

describe('prepareGarment', () => {
  it('should centre the garment in a 3:4 frame that it fills as shop pictures do', async () => {
    const { prepared, mask } = await prepare(1000, 900);
    const box = boxOf(mask);
    expect(prepared.width * 4).toBe(prepared.height * 3);
    expect([mask.width, mask.height]).toEqual([prepared.width, prepared.height]);
    expect(Math.abs(box.left + box.right + 1 - mask.width)).toBeLessThanOrEqual(3);
    expect(Math.abs(box.top + box.bottom + 1 - mask.height)).toBeLessThanOrEqual(3);
    const fill = Math.max(
      (box.right - box.left + 1) / mask.width / 0.95,
      (box.bottom - box.top + 1) / mask.height / 0.945,
    );
    expect(fill).toBeGreaterThan(0.98);
    expect(fill).toBeLessThan(1.02);
  });

  it('should not enlarge a small garment nor exceed 1024 rows for a large one', async () => {
    const small = await prepare(300, 400);
    const smallBox = boxOf(small.mask);
    expect(smallBox.bottom - smallBox.top + 1).toBeLessThanOrEqual(small.prepared.statistics.box.height);
    expect(smallBox.bottom - smallBox.top + 1).toBeGreaterThan(small.prepared.statistics.box.height - 4);
    expect((await prepare(1600, 2200)).prepared.height).toBe(1024);
  });

  it('should leave no background at and beyond the edge', async () => {
    const { picture, mask } = await prepare(600, 800);
    const errors = picture.data.map((level, i) => Math.abs(level - GREEN[i % 3]!));
    expect(picture.data.length).toBe(mask.data.length * 3);
    expect(Math.max(...new Set(errors))).toBeLessThanOrEqual(2);
  });

  it('should digest pixels, not files', async () => {
    const { picture } = drawGarment({ cloth: GREEN });
    const files = [pipelineOf(picture).png(), pipelineOf(picture).webp({ lossless: true })];
    const [one, two] = await Promise.all(
      files.map(async (file) => prepareGarment(await file.toBuffer(), LIMITS)),
    );
    const other = await prepareGarment(
      await pipelineOf(drawGarment({ cloth: [30, 140, 72] }).picture)
        .png()
        .toBuffer(),
      LIMITS,
    );
    expect(one!.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(two!.digest).toBe(one!.digest);
    expect(other.digest).not.toBe(one!.digest);
  });

  it('should answer the mask in the size of the picture', async () => {
    const { picture, mask: truth } = drawGarment({ width: 300, height: 400, cloth: GREEN });
    const { mask } = await prepareGarment(await pipelineOf(picture).png().toBuffer(), LIMITS);

    const found = await readGarmentMask(mask, LIMITS, { width: 300, height: 400 });

    expect(overlap(found, truth)).toBeGreaterThan(0.98);
  });

  it('should cut along a hand-made mask, on a busy background too', async () => {
    const busy = (right: number, down: number) =>
      [Math.round(255 * right), Math.round(255 * down), (Math.round(40 * right) % 2) * 200] as const;
    const { picture, mask: truth } = drawGarment({ width: 300, height: 400, cloth: GREEN, background: busy });
    const file = await pipelineOf(picture).png().toBuffer();

    const automatic = await prepareGarment(file, LIMITS);
    const byHand = await prepareGarment(file, LIMITS, await encodeMask(truth));

    const errors = ({ issues }: PreparedGarment) => issues.filter(({ severity }) => severity === 'error');
    expect(errors(automatic).map(({ code }) => code)).toContain('BACKGROUND_NOT_PLAIN');
    expect(errors(byHand)).toEqual([]);
    expect(byHand.digest).not.toBe(automatic.digest);
    expect(await readGarmentMask(byHand.mask, LIMITS, truth)).toEqual(truth);
    const { picture: cut, mask } = await decodeCutout(byHand.cutout, LIMITS);
    const inside = cut.data.filter((_, i) => mask.data[Math.floor(i / 3)] === 255);
    expect(Math.max(...new Set(inside.map((level, i) => Math.abs(level - GREEN[i % 3]!))))).toBeLessThan(3);
  });

  it('should check what a hand-made mask marks', async () => {
    const { picture } = drawGarment({ width: 300, height: 400, cloth: GREEN });
    const data = new Uint8Array(300 * 400).fill(255, 0, 300 * 200);
    const mask = await encodeMask({ width: 300, height: 400, data });

    const { issues } = await prepareGarment(await pipelineOf(picture).png().toBuffer(), LIMITS, mask);

    expect(issues).toContainEqual(expect.objectContaining({ code: 'CROPPED', severity: 'error' }));
  });

  it('should answer findings and a cut-out even when there is no garment', async () => {
    const blank = pipelineOf({ width: 40, height: 50, data: new Uint8Array(6000).fill(255) });
    const prepared = await prepareGarment(await blank.png().toBuffer(), LIMITS);
    expect(prepared.issues.map(({ code }) => code)).toContain('MASK_IMPLAUSIBLE');
    expect((await decodeCutout(prepared.cutout, LIMITS)).mask.data.every((value) => value === 0)).toBe(true);
  });

  it('should refuse a file that is no picture', async () => {
    await expect(prepareGarment(Buffer.from('garment'), LIMITS)).rejects.toThrow(PictureError);
  });
});

describe('loadGarmentTensors', () => {
  it('should give 0 on the background and −1…1 on the cloth', async () => {
    const { garment, mask } = loadGarmentTensors(await prepare(600, 800), FRAME);
    expect([garment.length, mask.length]).toEqual([3 * 128 * 96, 128 * 96]);
    expect(mask.every((value) => value === 0 || value === 1)).toBe(true);
    expect(mask.some((value) => value === 1)).toBe(true);
    const cloth = garment.filter((_, i) => mask[i % mask.length] === 1);
    const errors = cloth.map((value, i) =>
      Math.abs(value - (GREEN[Math.floor((3 * i) / cloth.length)]! / 127.5 - 1)),
    );
    expect(errors.every((error) => error < 0.02)).toBe(true);
    expect(garment.every((value, i) => mask[i % mask.length] === 1 || value === 0)).toBe(true);
  });
});
