import { readFileSync } from 'node:fs';

/** What make-expected-warping.py wrote down. */
interface Expected {
  /** Error of frames moved by (2, 1) along a flow that waves about that. */
  readonly warping: number;
  /** Mean end-point error of scikit-image's optical flow, 12 pixels and more from the border. */
  readonly flowErrors: readonly { readonly across: number; readonly down: number; readonly mean: number }[];
}

/** Results of SciPy and scikit-image. */
export const EXPECTED_WARPING = JSON.parse(
  readFileSync(new URL('expected-warping.json', import.meta.url), 'utf8'),
) as Expected;
