import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawContactSheet, type PlanarPicture, writeContactSheet } from './contact-sheet.js';

const plain = (height: number, width: number, rgb: readonly number[]): PlanarPicture => ({
  height,
  width,
  data: Uint8Array.from(rgb.flatMap((value) => new Array<number>(height * width).fill(value))),
});

const pixelsOf = async (png: Uint8Array | string): Promise<(x: number, y: number) => number[]> => {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return (x, y) => [
    ...data.subarray((y * info.width + x) * info.channels, (y * info.width + x + 1) * info.channels),
  ];
};

describe('contact sheet', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sheet-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('should show each picture in its cell when bytes, floats and grey are mixed', async () => {
    const floats = {
      height: 4,
      width: 4,
      data: Float32Array.from({ length: 48 }, (_, i) => [-1, 0, 2][Math.floor(i / 16)]!),
    };
    const grey = { height: 4, width: 4, data: new Uint8Array(16).fill(90) };

    const sheet = await drawContactSheet([[plain(4, 4, [10, 20, 30]), floats], [grey]]);

    const pixel = await pixelsOf(sheet.png);
    expect([sheet.width, sheet.height]).toEqual([14, 14]);
    expect(pixel(2, 2)).toEqual([10, 20, 30]);
    expect(pixel(11, 5)).toEqual([0, 128, 255]);
    expect(pixel(3, 9)).toEqual([90, 90, 90]);
    expect(pixel(9, 9)).toEqual([255, 255, 255]);
  });

  it('should make room for headings when columns are labelled', async () => {
    const rows = [[plain(20, 60, [200, 0, 0]), plain(20, 60, [0, 200, 0])]];

    const bare = await drawContactSheet(rows);
    const labelled = await drawContactSheet(rows, { labels: ['person', 'a <b> & c'] });

    expect(labelled.width).toBe(bare.width);
    expect(labelled.height).toBeGreaterThan(bare.height);
    expect((await pixelsOf(labelled.png))(2, labelled.height - 3)).toEqual([200, 0, 0]);
  });

  it('should replace the file and leave nothing else when a sheet is written again', async () => {
    const path = join(folder, 'sheets', 'step-1.png');
    await writeContactSheet(path, [[plain(2, 2, [1, 1, 1])]]);

    await writeContactSheet(path, [[plain(2, 2, [9, 8, 7])]]);

    expect((await pixelsOf(path))(2, 2)).toEqual([9, 8, 7]);
    expect(readdirSync(join(folder, 'sheets'))).toEqual(['step-1.png']);
  });

  it('should fail and leave no unfinished file when the place is taken by a folder', async () => {
    const path = join(folder, 'taken');
    await writeContactSheet(join(path, 'inner.png'), [[plain(2, 2, [1, 1, 1])]]);
    writeFileSync(join(path, 'other'), '');

    await expect(writeContactSheet(path, [[plain(2, 2, [1, 1, 1])]])).rejects.toThrow();

    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it.each([
    ['there is no picture', [[]], 'at least one picture'],
    ['values are missing', [[{ height: 2, width: 2, data: new Uint8Array(5) }]], 'has 5 values, not 4 or 12'],
  ])('should say what is wrong when %s', async (_, rows, message) => {
    await expect(drawContactSheet(rows)).rejects.toThrow(message);
  });
});
