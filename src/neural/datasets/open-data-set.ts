import { DataSetError, type DataSet } from './data-set.js';
import { openFiles } from './files/open-files.js';
import { findCmiPairs } from './layouts/cmi.js';
import { findDressCodePairs } from './layouts/dress-code.js';
import type { Layout } from './layouts/layout.js';
import { findMpvPairs } from './layouts/mpv.js';
import { findPfAfnPairs } from './layouts/pf-afn.js';
import { findRenderPairs } from './layouts/renders.js';
import { findVitonHdPairs } from './layouts/viton-hd.js';
import { findVitonPairs } from './layouts/viton.js';
import { findVvtPairs } from './layouts/vvt.js';

/** The layouts that are understood, by the name people give on the command line. */
const LAYOUTS = {
  viton: findVitonPairs,
  'pf-afn': findPfAfnPairs,
  'viton-hd': findVitonHdPairs,
  'dress-code': findDressCodePairs,
  mpv: findMpvPairs,
  cmi: findCmiPairs,
  vvt: findVvtPairs,
  renders: findRenderPairs,
} as const satisfies Record<string, Layout>;

/** Name of a layout: see the doc comment of each in `layouts/`. */
export type LayoutName = keyof typeof LAYOUTS;

/** All names of layouts. */
export const LAYOUT_NAMES = Object.keys(LAYOUTS) as readonly LayoutName[];

/**
 * Opens a data set as it lies on disk. Nothing is decoded; files that are missing or broken show when they are read.
 *
 * @param path folder, `.tar` file or folder of `.tar` shards; the layout's folders may lie deeper in it
 * @param split which part, e.g. `train`, where the data set has several
 * @throws DataSetError when nothing of that layout is there
 */
export async function openDataSet(layout: LayoutName, path: string, split?: string): Promise<DataSet> {
  const pairs = await LAYOUTS[layout](await openFiles(path), split);
  if (pairs.length === 0) throw new DataSetError(`${path}: no pair of photo and garment was found.`);
  return { name: split === undefined ? layout : `${layout} ${split}`, pairs };
}
