import type { NetworkMaps } from '../compositor/network-maps.js';
import { ramp } from './ramp.js';

/**
 * Whether the network knows the photo again outside of the garment, the least of three: it keeps most of it (share of
 * preservation), it does not keep all of it (a person's arms and neck are always repainted a little), and what it
 * repaints stays close to the photo (mean absolute difference, 0…1). A picture without a person fails the first two: the
 * network then repaints everything, or nothing. Bounds: the spread over VITON's validation pairs; see docs/confidence.md.
 */
export function photoConsistency(maps: NetworkMaps): number {
  const { composition, person, preservation, rendered } = maps;
  const plane = composition.length;
  let outside = 0;
  let kept = 0;
  let difference = 0;
  for (let i = 0; i < plane; i++) {
    const share = 1 - (composition[i] ?? 0);
    outside += share;
    kept += share * (preservation[i] ?? 0);
    for (let channel = 0; channel < 3; channel++) {
      const at = channel * plane + i;
      difference += (share * Math.abs((rendered[at] ?? 0) - (person[at] ?? 0))) / 6;
    }
  }
  if (outside === 0) return 0;
  return Math.min(
    ramp(kept / outside, 0.6, 0.75),
    ramp(kept / outside, 0.99, 0.96),
    ramp(difference / outside, 0.12, 0.04),
  );
}
