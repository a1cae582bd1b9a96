import { dataDigest } from '../../neural/datasets/checking/data-digest.js';
import type { DataSet } from '../../neural/datasets/data-set.js';
import type { Frame } from '../../neural/datasets/frame.js';
import { openDataSet } from '../../neural/datasets/open-data-set.js';
import { prepareData } from '../../neural/training/run/prepare-data.js';
import type { DataLocation } from '../../neural/training/run/run-config.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { maskGarmentPixels } from './mask-garment.js';

/** A data set of a run, opened, and prepared in each size that is asked for. */
export class TrainingData {
  private readonly stores = new Map<string, Promise<string>>();

  private constructor(
    readonly dataSet: DataSet,
    /** SHA-256 over ids and contents. */
    readonly digest: string,
    private readonly masksAnew: boolean,
    private readonly skipBroken: boolean,
    private readonly cache: string,
    private readonly tell: (line: string) => void,
  ) {}

  /**
   * Opens a data set; pairs without human parsing, which training needs, are left out and told of.
   *
   * @param cache folder of prepared data
   * @throws DataSetError when nothing is there
   */
  static async open(
    location: DataLocation & { readonly skipBroken?: boolean },
    cache: string,
    tell: (line: string) => void,
  ): Promise<TrainingData> {
    const { layout, path, split, recomputeMasks = layout === 'viton', skipBroken = false } = location;
    const whole = await openDataSet(layout, path, split);
    const pairs = whole.pairs.filter(({ labels }) => labels !== undefined);
    if (pairs.length === 0)
      throw new TrainingError(`${path}: no pair has human parsing (labels), which training needs.`);
    const left = whole.pairs.length - pairs.length;
    if (left > 0) tell(`${whole.name}: ${left} of ${whole.pairs.length} pairs without labels are left out`);
    const dataSet = { ...whole, pairs };
    return new TrainingData(dataSet, await dataDigest(dataSet), recomputeMasks, skipBroken, cache, tell);
  }

  /** @returns folder of the prepared store */
  prepared(frame: Frame): Promise<string> {
    const key = `${frame.height}x${frame.width}`;
    const known = this.stores.get(key) ?? this.prepare(frame);
    this.stores.set(key, known);
    return known;
  }

  private prepare(frame: Frame): Promise<string> {
    const { dataSet, digest, masksAnew, skipBroken, cache, tell } = this;
    const maskGarment = masksAnew ? maskGarmentPixels : undefined;
    return prepareData({ dataSet, digest, frame, maskGarment, skipBroken, cache, tell });
  }
}
