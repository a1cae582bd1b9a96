import { boxSums } from './box-filter.js';

/** Share of the cloth's strength at which the background ends. */
const THRESHOLD_SHARE = 0.35;

/** Half the side of the neighbourhood, as a share of the picture's height. */
const REACH_SHARE = 0.06;

/** Weight of the rim against the core: it speaks only where there is no core, in straps and cuffs. */
const RIM_WEIGHT = 0.05;

/**
 * The tolerance that each place deserves: pale cloth on a white ground differs by a few levels and must be kept, while
 * the compression halo around dark cloth differs as much and must go. It is a share of the mean deviation of the cloth
 * in the neighbourhood; 0 where there is none.
 *
 * @param averages [height, width], locally averaged and capped deviations from the background, levels
 * @param inside [height, width], the mask so far, 0 or 255
 * @param core [height, width], the part of it that is surely clear of the edge's halo
 * @returns [height, width], levels
 */
export function localThresholds(
  averages: Float32Array,
  inside: Uint8Array,
  core: Uint8Array,
  width: number,
  height: number,
): Float32Array {
  const reach = Math.max(3, Math.round(height * REACH_SHARE));
  const strength = new Float32Array(averages.length);
  const weight = new Float32Array(averages.length);
  for (let i = 0; i < averages.length; i++) {
    if (inside[i] === 0) continue;
    weight[i] = core[i] === 0 ? RIM_WEIGHT : 1;
    strength[i] = weight[i]! * averages[i]!;
  }
  const thresholds = boxSums(strength, width, height, reach);
  const weights = boxSums(weight, width, height, reach);
  for (let i = 0; i < thresholds.length; i++) {
    const total = weights[i]!;
    thresholds[i] = total > 1e-3 ? (THRESHOLD_SHARE * thresholds[i]!) / total : 0;
  }
  return thresholds;
}
