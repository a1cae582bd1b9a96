import { checkDataSet, type DataSetReport } from '../../neural/datasets/checking/check-data-set.js';
import {
  findDuplicates,
  findLeaks,
  type PictureMatch,
} from '../../neural/datasets/checking/find-duplicates.js';
import { type LayoutName, openDataSet } from '../../neural/datasets/open-data-set.js';
import { progress } from '../progress.js';
import { maskGarmentPixels } from '../train/mask-garment.js';

/** What is checked. */
export interface DataCheckRequest {
  readonly layout: LayoutName;
  readonly path: string;
  readonly split?: string;
  /** Test data of the same layout. */
  readonly against?: string;
  readonly againstSplit?: string;
  /** Compare masks with those made from the pictures. */
  readonly masks?: boolean;
}

/** What was found. */
export interface DataCheck {
  readonly name: string;
  readonly report: DataSetReport;
  /** Pictures under several names: no fault, but they count more than once. */
  readonly duplicates: readonly PictureMatch[];
  /** Pictures that are in the test data too; absent when there were none to compare with. */
  readonly leaks?: readonly PictureMatch[];
}

const TELL_EVERY = 500;

/**
 * Looks at every file of a data set.
 *
 * @throws DataSetError when nothing of that layout is there
 */
export async function checkData(request: DataCheckRequest): Promise<DataCheck> {
  const { layout, path, split, against, againstSplit, masks = false } = request;
  const dataSet = await openDataSet(layout, path, split);
  const report = await checkDataSet(dataSet, {
    ...(masks && { maskGarment: maskGarmentPixels }),
    onProgress: (checked, pairs) => {
      if (checked % TELL_EVERY === 0) progress(`${checked} of ${pairs} pairs are checked`);
    },
  });
  progress('looking for pictures that are there twice');
  const duplicates = await findDuplicates(dataSet);
  if (against === undefined) return { name: dataSet.name, report, duplicates };
  const test = await openDataSet(layout, against, againstSplit);
  return { name: dataSet.name, report, duplicates, leaks: await findLeaks(dataSet, test) };
}
