import { ramp } from './ramp.js';

/**
 * Whether the photo shows what the network was trained on: one person, upright, as large as in training. Half sure at the
 * distance below which 98 % of photos like those of training lie.
 *
 * @param distance of the network's output `person_distance`, 0 and above
 */
export function personFamiliarity(distance: number): number {
  return ramp(distance, 1.15, 0.85);
}
