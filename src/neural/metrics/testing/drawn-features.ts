import type { FeatureSource } from '../feature-source.js';
import { FeatureSet } from '../feature-set.js';

/** Says that these features are of no network. */
export const DRAWN: FeatureSource = { features: 'proxy:drawn', resize: 'none', sha256: '0'.repeat(64) };

/** Features of one picture by the formula of make-expected-distances.py. */
export function drawnFeatures(row: number, width: number, kind: 0 | 1): Float32Array {
  return Float32Array.from({ length: width }, (_, column) => {
    const at = row * width + column;
    const common = Math.sin(1.3 * row * (1 + (column % 5)) + 0.7 * kind);
    const own = Math.sin(12.9898 * at + 78.233 * Math.sin(0.37 * at) + kind);
    return Math.max(0, 0.6 + 0.4 * common + (0.5 + 0.1 * kind) * own + 0.05 * kind);
  });
}

/** A set of drawn features. */
export function drawnSet(count: number, width: number, kind: 0 | 1): FeatureSet {
  const set = new FeatureSet(DRAWN, width);
  for (let row = 0; row < count; row++) set.add(drawnFeatures(row, width, kind));
  return set;
}
