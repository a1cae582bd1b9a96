import { createHash } from 'node:crypto';
import type { DataFile, DataSet } from '../data-set.js';
import { decodeRgb } from '../decoding/raster.js';
import { averageCells } from './average-cells.js';
import { eachOf } from './each-of.js';

/** What a picture is compared by. */
export interface PicturePrint {
  readonly kind: 'photo' | 'garment';
  /** Path within the data set. */
  readonly path: string;
  /** Ids of the pairs that use the file. */
  readonly ids: readonly string[];
  /** SHA-256 of size and decoded pixels. */
  readonly pixels: string;
  /** The picture shrunk to 12×16, RGB: survives another encoding or size. */
  readonly look: Uint8Array;
  /** Mean of `look`, 0…255. */
  readonly brightness: number;
}

const LOOK = { width: 12, height: 16 };

/** Prints of every photo and garment picture of a data set, each file once. Files that cannot be decoded are left out. */
export async function printPictures(dataSet: DataSet, concurrency: number): Promise<PicturePrint[]> {
  const files = new Map<string, { kind: PicturePrint['kind']; file: DataFile; ids: string[] }>();
  for (const pair of dataSet.pairs) {
    for (const kind of ['photo', 'garment'] as const) {
      const key = `${kind} ${pair[kind].path}`;
      const known = files.get(key) ?? { kind, file: pair[kind], ids: [] };
      known.ids.push(pair.id);
      files.set(key, known);
    }
  }
  const prints = await eachOf([...files.values()], concurrency, async ({ kind, file, ids }) => {
    const print = await printPicture(file).catch(() => undefined);
    return print && { kind, path: file.path, ids, ...print };
  });
  return prints.filter((print) => print !== undefined);
}

async function printPicture(file: DataFile): Promise<Pick<PicturePrint, 'pixels' | 'look' | 'brightness'>> {
  const picture = await decodeRgb(file);
  const { data, width, height } = picture;
  const pixels = createHash('sha256').update(`${width}×${height}`).update(data).digest('hex');
  const look = averageCells(picture, LOOK);
  return { pixels, look, brightness: look.reduce((sum, value) => sum + value, 0) / look.length };
}
