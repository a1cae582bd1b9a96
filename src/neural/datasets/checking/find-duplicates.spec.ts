import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DataSet } from '../data-set.js';
import { drawRgb, isTop } from '../testing/draw-pictures.js';
import { memoryFiles } from '../testing/memory-files.js';
import { findDuplicates, findLeaks } from './find-duplicates.js';

type Colour = [number, number, number];

/** A smooth background and a top, so that another encoding hardly changes it. */
function person(top: Colour): Promise<Buffer> {
  return drawRgb((x, y) => (isTop(x, y) ? top : [230 - 40 * x, 220 - 30 * y, 210]));
}

function dataSetOf(pairs: Readonly<Record<string, { photo: Uint8Array; garment: Uint8Array }>>): DataSet {
  const contents = Object.entries(pairs).flatMap(([id, pair]) => [
    [`image/${id}`, pair.photo],
    [`cloth/${id}`, pair.garment],
  ]);
  const files = memoryFiles(Object.fromEntries(contents) as Record<string, Uint8Array>);
  return {
    name: 'test',
    pairs: Object.keys(pairs).map((id) => ({
      id,
      garmentId: id,
      category: 'upper',
      photo: files.file(`image/${id}`),
      garment: files.file(`cloth/${id}`),
    })),
  };
}

const reds = [await person([200, 10, 60]), await drawRgb((x) => [255 * x, 0, 0])] as const;
const blues = [await person([20, 40, 190]), await drawRgb((_, y) => [0, 0, 255 * y])] as const;
const greens = [await person([30, 160, 50]), await drawRgb((x, y) => [0, 255 * x * y, 0])] as const;
const [red, blue, green] = [reds, blues, greens].map(([photo, garment]) => ({ photo, garment })) as [
  { photo: Buffer; garment: Buffer },
  { photo: Buffer; garment: Buffer },
  { photo: Buffer; garment: Buffer },
];

describe('findDuplicates', () => {
  it('should find nothing when the same person wears something else in each photo', async () => {
    expect(await findDuplicates(dataSetOf({ red, blue, green }))).toEqual([]);
  });

  it('should find a picture when another file holds the same pixels', async () => {
    const photo = await sharp(red.photo).png({ compressionLevel: 0 }).toBuffer();
    const [match, ...others] = await findDuplicates(dataSetOf({ red, blue, again: { ...green, photo } }));
    expect(others).toEqual([]);
    expect(match).toEqual({
      kind: 'photo',
      isExact: true,
      first: { path: 'image/red', ids: ['red'] },
      second: { path: 'image/again', ids: ['again'] },
    });
  });

  it('should find a picture when it was encoded anew at another size', async () => {
    const garment = await sharp(blue.garment)
      .resize(150, 200, { fit: 'fill' })
      .jpeg({ quality: 70 })
      .toBuffer();
    const matches = await findDuplicates(dataSetOf({ red, blue, again: { ...green, garment } }));
    expect(matches.map(({ kind, isExact, second }) => [kind, isExact, second.path])).toEqual([
      ['garment', false, 'cloth/again'],
    ]);
  });

  it('should not take one file for a duplicate when several pairs use it, and pass over broken ones', async () => {
    const { name, pairs } = dataSetOf({ red, blue, broken: { ...green, photo: Buffer.from('broken') } });
    const twice = { ...pairs[0]!, id: 'red in blue', otherwise: pairs[1]!.photo };
    expect(await findDuplicates({ name, pairs: [...pairs, twice] })).toEqual([]);
  });
});

describe('findLeaks', () => {
  it('should find test pictures when training has them, and not those that only test has twice', async () => {
    const training = dataSetOf({ red, blue });
    const test = dataSetOf({ new: green, again: green, leaked: { ...green, photo: red.photo } });
    const leaks = await findLeaks(training, test);
    expect(leaks.map(({ kind, first, second }) => [kind, first.path, second.path])).toEqual([
      ['photo', 'image/red', 'image/leaked'],
    ]);
  });
});
