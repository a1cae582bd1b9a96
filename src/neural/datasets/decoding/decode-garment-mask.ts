import sharp from 'sharp';
import { DataSetError, type PairFiles } from '../data-set.js';
import type { Frame } from '../frame.js';
import { decodeChannel, decodeRgb } from './raster.js';

/** Finds the garment in a shop picture: interleaved RGB, 0…255 → one byte a pixel, light on the garment. */
export type MaskGarment = (
  rgb: Uint8Array,
  width: number,
  height: number,
) => Uint8Array | Promise<Uint8Array>;

const HALF = 128;

/**
 * The mask of a pair's garment: made from its picture when `maskGarment` is given, else the file that came with it.
 *
 * @returns frame.height·frame.width, 255 on the garment, else 0
 * @throws DataSetError when there is neither, or a file cannot be decoded
 */
export async function decodeGarmentMask(
  pair: PairFiles,
  frame: Frame,
  maskGarment?: MaskGarment,
): Promise<Uint8Array> {
  const soft = maskGarment
    ? await recompute(pair, frame, maskGarment)
    : (await decodeChannel(maskFileOf(pair), 0, frame)).data;
  return soft.map((value) => (value >= HALF ? 255 : 0));
}

function maskFileOf({ id, garmentMask }: PairFiles): NonNullable<PairFiles['garmentMask']> {
  if (garmentMask) return garmentMask;
  throw new DataSetError(`${id}: this garment has no mask. Have masks made from the pictures.`);
}

/** Masked at the picture's own size, where edges are sharpest. */
async function recompute(pair: PairFiles, frame: Frame, maskGarment: MaskGarment): Promise<Uint8Array> {
  const { data, width, height } = await decodeRgb(pair.garment);
  const mask = await maskGarment(data, width, height);
  return sharp(mask, { raw: { width, height, channels: 1 } })
    .resize({ ...frame, fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}
