import { describe, expect, it } from 'vitest';
import type { DataFile } from '../data-set.js';
import { drawGrey, drawNpy, drawRgb, FRAME } from '../testing/draw-pictures.js';
import { memoryFile } from '../testing/memory-file.js';
import { decodeBodyParts } from './decode-body-parts.js';

describe('decodeBodyParts', () => {
  const parts = (x: number): number => Math.floor(25 * x);
  const partOf = Uint8Array.from({ length: FRAME.width }, (_, x) => parts((x + 0.5) / FRAME.width));
  const firstRow = async (file: DataFile): Promise<Uint8Array> =>
    (await decodeBodyParts(file)).data.subarray(0, FRAME.width);

  it('should answer parts when the file is an array, a grey picture or part-u-v', async () => {
    expect(await firstRow(memoryFile(drawNpy(parts), 'a.npy'))).toEqual(partOf);
    expect(await firstRow(memoryFile(await drawGrey(parts)))).toEqual(partOf);
    expect(await firstRow(memoryFile(await drawRgb((x) => [200, 77, parts(x)]), 'a_IUV.png'))).toEqual(
      partOf,
    );
  });

  it('should answer parts when the file has colours of detectron2', async () => {
    const colours: [number, number, number][] = [
      [0, 0, 0],
      [38, 62, 160],
      [18, 172, 201],
      [249, 251, 14],
    ];
    const picture = await drawRgb((x) => colours[Math.floor(4 * x)]!);
    const row = await firstRow(memoryFile(picture));
    expect([row[0], row[30], row[95]]).toEqual([0, 1, 24]);
  });

  it('should refuse values when they are no parts', async () => {
    const grey = await drawGrey(() => 25);
    await expect(decodeBodyParts(memoryFile(grey))).rejects.toThrow(/25 is no DensePose part/);
    const cut = drawNpy(parts).subarray(0, 500);
    await expect(decodeBodyParts(memoryFile(cut, 'a.npy'))).rejects.toThrow(/a\.npy: the array is cut off/);
    const objects = Buffer.from(drawNpy(parts).toString('latin1').replace('|u1', '|O8'), 'latin1');
    await expect(decodeBodyParts(memoryFile(objects, 'a.npy'))).rejects.toThrow(/not an array of numbers/);
  });
});
