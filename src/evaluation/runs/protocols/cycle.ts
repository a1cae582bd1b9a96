import { tryOnCycle, wornMask, wornOverlap } from '../../../neural/validation/cycle-try-on.js';
import { toSigned } from '../../../neural/validation/student-inputs.js';
import type { MeasurePair } from './pair-items.js';

/** Own garment → other → own, compared with the photo. */
export const measureCycle: MeasurePair = async ({ own, other, hasLabels, student, measures }) => {
  const { photo, between, back } = await tryOnCycle(student, own, await other());
  const garments = [between.composition, back.composition] as const;
  return {
    figures: {
      ...(await measures.compare(back.tryOn, photo)),
      ...(hasLabels && {
        iou: wornOverlap(back, own.labels),
        ...(await measures.kept(photo, back.tryOn, wornMask(own.labels), ...garments)),
      }),
    },
    photo,
    garment: toSigned(own.garment),
    between: between.tryOn,
    tryOn: back.tryOn,
    maps: back,
  };
};
