import { DataSetError, type DataFile } from '../data-set.js';
import { partsOfColours } from './body-part-colours.js';
import { decodeNpy, isNpy } from './decode-npy.js';
import { decodeChannel, decodeIndices, decodeRgb, isColoured, type Raster } from './raster.js';

const PARTS = 25;
/** `…_IUV.png` as DensePose writes it: part, u, v in blue, green, red. */
const IUV = /_IUV\.png$/i;
const BLUE = 2;

/**
 * Decodes the DensePose part of each pixel, 0…24, at the size of the file: a NumPy array (PF-AFN's release), a picture
 * whose values are parts (Dress Code), a picture in detectron2's colours (VITON-HD) or a part-u-v picture (MPV, VVT).
 *
 * @throws DataSetError when the file is missing, none of these, or has values beyond 24
 */
export async function decodeBodyParts(file: DataFile): Promise<Raster> {
  const bytes = await file.read();
  const parts = await decode({ path: file.path, read: () => Promise.resolve(bytes) }, bytes);
  const unknown = parts.data.find((value) => value >= PARTS);
  if (unknown !== undefined) throw new DataSetError(`${file.path}: ${unknown} is no DensePose part (0…24).`);
  return parts;
}

async function decode(file: DataFile, bytes: Uint8Array): Promise<Raster> {
  if (isNpy(bytes)) return decodeNpy(file.path, bytes);
  if (IUV.test(file.path)) return decodeChannel(file, BLUE);
  const picture = await decodeRgb(file);
  if (!isColoured(picture.data)) return decodeIndices(file);
  return { ...picture, data: partsOfColours(picture.data) };
}
