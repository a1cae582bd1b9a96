import type { PairFiles } from '../data-set.js';
import type { FileSource } from '../files/file-source.js';

/**
 * One way in which a data set lies on disk. Finds the files of each pair; files that only some pairs need may be
 * missing, which is noticed when they are read or by `checkDataSet`.
 *
 * @param split name of the part wanted, e.g. `train`, where a data set has several
 * @throws DataSetError when the files do not lie in this layout
 */
export type Layout = (files: FileSource, split?: string) => Promise<PairFiles[]>;
