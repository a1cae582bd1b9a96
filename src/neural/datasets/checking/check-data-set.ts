import type { DataSet, PairFiles } from '../data-set.js';
import type { MaskGarment } from '../decoding/decode-garment-mask.js';
import { checkPair } from './check-pair.js';
import { eachOf } from './each-of.js';

/** Something wrong with one pair. */
export interface PairProblem {
  readonly id: string;
  readonly problem: string;
}

/** What a check of a data set found. */
export interface DataSetReport {
  readonly pairs: number;
  /** Pairs without any problem. */
  readonly sound: number;
  /** In the order of the pairs. */
  readonly problems: readonly PairProblem[];
  /** How many pairs have each part at all. */
  readonly present: Readonly<Record<OptionalPart, number>>;
}

/** Parts that a pair may lack. */
export type OptionalPart = 'garmentMask' | 'labels' | 'bodyParts' | 'pose' | 'otherwise';

/** How a data set is checked. */
export interface CheckOptions {
  /** Pairs read at a time. Default: 4. */
  readonly concurrency?: number;
  /** Compares each mask with the one made from the picture. Default: only what a mask itself shows is checked. */
  readonly maskGarment?: MaskGarment;
  /** Told after each pair. */
  readonly onProgress?: (checked: number, pairs: number) => void;
}

const PARTS: readonly OptionalPart[] = ['garmentMask', 'labels', 'bodyParts', 'pose', 'otherwise'];
const MOST = 0.5;

/**
 * Reads and decodes every file of every pair and reports what is missing, broken or implausible, before hours of training
 * are spent. A part that most pairs have is reported where it is absent. Never throws because of a pair.
 */
export async function checkDataSet(dataSet: DataSet, options: CheckOptions = {}): Promise<DataSetReport> {
  const { concurrency = 4, maskGarment, onProgress } = options;
  const pairs = dataSet.pairs;
  const present = countParts(pairs);
  const usual = PARTS.filter((part) => present[part] > MOST * pairs.length);
  let checked = 0;
  const found = await eachOf(pairs, concurrency, async (pair) => {
    const absent = usual
      .filter((part) => !pair[part])
      .map((part) => `has no ${NAMES[part]}, as most pairs have`);
    const problems = [...absent, ...(await checkPair(pair, maskGarment))];
    onProgress?.(++checked, pairs.length);
    return problems.map((problem) => ({ id: pair.id, problem }));
  });
  const repeated = repeatedIds(pairs);
  return {
    pairs: pairs.length,
    sound: found.filter((problems, i) => problems.length === 0 && !repeated.has(pairs[i]!.id)).length,
    problems: [
      ...found.flat(),
      ...[...repeated].map((id) => ({ id, problem: 'the id is given to several pairs' })),
    ],
    present,
  };
}

const NAMES: Readonly<Record<OptionalPart, string>> = {
  garmentMask: 'garment mask',
  labels: 'human parsing',
  bodyParts: 'DensePose',
  pose: 'keypoints',
  otherwise: 'photo in another garment',
};

function countParts(pairs: readonly PairFiles[]): Record<OptionalPart, number> {
  const count = (part: OptionalPart): number => pairs.filter((pair) => pair[part] !== undefined).length;
  return {
    garmentMask: count('garmentMask'),
    labels: count('labels'),
    bodyParts: count('bodyParts'),
    pose: count('pose'),
    otherwise: count('otherwise'),
  };
}

function repeatedIds(pairs: readonly PairFiles[]): Set<string> {
  const seen = new Set<string>();
  return new Set(pairs.map(({ id }) => id).filter((id) => seen.size === seen.add(id).size));
}
