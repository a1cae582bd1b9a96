import { DataSetError, type LabelFile } from '../data-set.js';
import { decodeIndices, type Raster } from './raster.js';

/**
 * Decodes human parsing to labels of `LIP`, at the size of the file.
 *
 * @throws DataSetError when the file cannot be decoded or has values that its data set does not know
 */
export async function decodeLabels({ file, toLip }: LabelFile): Promise<Raster> {
  const raster = await decodeIndices(file);
  const unknown = raster.data.find((value) => value >= toLip.length);
  if (unknown !== undefined) {
    throw new DataSetError(`${file.path}: ${unknown} is no label; this data set has 0…${toLip.length - 1}.`);
  }
  return { ...raster, data: raster.data.map((value) => toLip[value]!) };
}
