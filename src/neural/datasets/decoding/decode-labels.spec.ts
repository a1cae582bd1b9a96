import { describe, expect, it } from 'vitest';
import { drawGrey, FRAME } from '../testing/draw-pictures.js';
import { memoryFile } from '../testing/memory-file.js';
import { decodeLabels } from './decode-labels.js';

/** Sixteen stripes, 0…15. */
const stripes = (x: number): number => Math.floor(16 * x);
const expected = Uint8Array.from({ length: FRAME.width }, (_, x) => stripes((x + 0.5) / FRAME.width));

describe('decodeLabels', () => {
  it('should answer labels of LIP when the data set has its own', async () => {
    const toLip = Uint8Array.from({ length: 16 }, (_, i) => 19 - i);
    const raster = await decodeLabels({ file: memoryFile(await drawGrey(stripes)), toLip });
    expect(raster.data.subarray(0, FRAME.width)).toEqual(expected.map((value) => 19 - value));
  });

  it('should name the value when it is no label of the data set', async () => {
    const reading = decodeLabels({ file: memoryFile(await drawGrey(stripes)), toLip: new Uint8Array(12) });
    await expect(reading).rejects.toThrow(/a\.png: 12 is no label; this data set has 0…11/);
  });
});
