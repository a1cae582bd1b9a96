import type { DataSet } from '../data-set.js';
import { printPictures, type PicturePrint } from './picture-prints.js';

/** Two files that show the same picture. */
export interface PictureMatch {
  readonly kind: 'photo' | 'garment';
  /** Whether every pixel is equal; else the pictures look the same. */
  readonly isExact: boolean;
  readonly first: PictureUse;
  readonly second: PictureUse;
}

/** Where a picture is used. */
export interface PictureUse {
  readonly path: string;
  /** Ids of the pairs that use it. */
  readonly ids: readonly string[];
}

/** How pictures are compared. */
export interface MatchOptions {
  /** Pictures decoded at a time. Default: 4. */
  readonly concurrency?: number;
}

/**
 * Largest mean difference of two looks, of 255, that counts as the same picture, and largest single one: white garments on
 * white differ little on average but visibly along their outlines.
 */
const SAME_LOOK = 1.5;
const SAME_CELL = 10;

/**
 * Finds pictures that a data set holds more than once under different names. Of pictures that occur often, each is matched with
 * the first.
 *
 * Catches copies of a file and the same picture in another encoding, quality or size; not crops, mirrored or otherwise
 * edited pictures, nor another photo of the same person. Pictures that cannot be decoded are passed over.
 */
export async function findDuplicates(dataSet: DataSet, options: MatchOptions = {}): Promise<PictureMatch[]> {
  const prints = await printPictures(dataSet, options.concurrency ?? 4);
  const seen = new PrintIndex();
  return prints.flatMap((print) => {
    const known = seen.find(print);
    if (!known) seen.add(print);
    return known ? [matchOf(known, print)] : [];
  });
}

/**
 * Finds pictures of the training data that are among the test data too, which would flatter every figure measured there. Catches
 * what {@link findDuplicates} does.
 *
 * @returns matches with the training picture first
 */
export async function findLeaks(
  training: DataSet,
  test: DataSet,
  options: MatchOptions = {},
): Promise<PictureMatch[]> {
  const concurrency = options.concurrency ?? 4;
  const seen = new PrintIndex();
  for (const print of await printPictures(training, concurrency)) seen.add(print);
  return (await printPictures(test, concurrency)).flatMap((print) => {
    const known = seen.find(print);
    return known ? [matchOf(known, print)] : [];
  });
}

function matchOf(first: PicturePrint, second: PicturePrint): PictureMatch {
  return {
    kind: first.kind,
    isExact: first.pixels === second.pixels,
    first: { path: first.path, ids: first.ids },
    second: { path: second.path, ids: second.ids },
  };
}

/** Looks differ on average at least as much as their brightness does, so only prints of like brightness are compared. */
class PrintIndex {
  private readonly byPixels = new Map<string, PicturePrint>();
  private readonly byBrightness = new Map<string, PicturePrint[]>();

  add(print: PicturePrint): void {
    const pixels = `${print.kind} ${print.pixels}`;
    if (!this.byPixels.has(pixels)) this.byPixels.set(pixels, print);
    const level = `${print.kind} ${Math.floor(print.brightness / SAME_LOOK)}`;
    const like = this.byBrightness.get(level);
    if (like) like.push(print);
    else this.byBrightness.set(level, [print]);
  }

  find(print: PicturePrint): PicturePrint | undefined {
    const equal = this.byPixels.get(`${print.kind} ${print.pixels}`);
    if (equal) return equal;
    const level = Math.floor(print.brightness / SAME_LOOK);
    for (const near of [level, level - 1, level + 1]) {
      const candidates = this.byBrightness.get(`${print.kind} ${near}`) ?? [];
      const alike = candidates.find(({ look }) => looksSame(look, print.look));
      if (alike) return alike;
    }
    return undefined;
  }
}

function looksSame(first: Uint8Array, second: Uint8Array): boolean {
  const limit = SAME_LOOK * first.length;
  let sum = 0;
  for (let i = 0; i < first.length; i++) {
    const difference = Math.abs(first[i]! - second[i]!);
    sum += difference;
    if (difference > SAME_CELL || sum > limit) return false;
  }
  return true;
}
