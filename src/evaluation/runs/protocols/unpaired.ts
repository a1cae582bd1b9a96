import { wornMask } from '../../../neural/validation/cycle-try-on.js';
import { toGarmentInput, toSigned } from '../../../neural/validation/student-inputs.js';
import type { MeasurePair } from './pair-items.js';

/**
 * A garment that no photo shows on that person. Of a single result nothing can be compared with a truth but what neither
 * garment covers, which should stay as it was.
 *
 * @param garments `other`: that of another pair; `own`: that of the pair, where its photo does not show it
 */
export function measureUnpaired(garments: 'own' | 'other'): MeasurePair {
  return async ({ own, other, hasLabels, student, measures }) => {
    const worn = garments === 'own' ? own : await other();
    const photo = toSigned(own.photo);
    const maps = await student.tryOn(photo, toGarmentInput(worn.garment, worn.garmentMask));
    const figures = hasLabels
      ? await measures.kept(photo, maps.tryOn, wornMask(own.labels), maps.composition)
      : {};
    return { figures, photo, garment: toSigned(worn.garment), tryOn: maps.tryOn, maps };
  };
}
