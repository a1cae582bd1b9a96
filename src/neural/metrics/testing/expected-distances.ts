import { readFileSync } from 'node:fs';

/** What make-expected-distances.py wrote down. */
interface Expected {
  readonly distances: readonly {
    readonly counts: readonly [number, number];
    readonly width: number;
    readonly frechet: number;
    /** By NumPy's singular values: exact where covariances are singular, too. */
    readonly frechetBySingularValues: number;
    /** As the trap has it: covariances in float32. */
    readonly frechetOfFloat32: number;
    /** Of as many of the first rows as the smaller set has. */
    readonly kernel: number;
  }[];
  readonly inceptionScore: {
    readonly count: number;
    readonly classes: number;
    readonly splits: number;
    readonly mean: number;
    readonly deviation: number;
  };
}

/** Results of the papers' formulas with SciPy. */
export const EXPECTED_DISTANCES = JSON.parse(
  readFileSync(new URL('expected-distances.json', import.meta.url), 'utf8'),
) as Expected;
