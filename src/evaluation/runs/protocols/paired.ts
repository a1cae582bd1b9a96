import { tryOnCycle, wornMask, wornOverlap } from '../../../neural/validation/cycle-try-on.js';
import { toGarmentInput, toSigned } from '../../../neural/validation/student-inputs.js';
import type { MeasurePair } from './pair-items.js';

/** The garment that the photo already shows, compared with the photo; and the cycle beside it, which cannot be copied. */
export const measurePaired: MeasurePair = async ({ own, other, hasLabels, student, measures }) => {
  const photo = toSigned(own.photo);
  const maps = await student.tryOn(photo, toGarmentInput(own.garment, own.garmentMask));
  const { back } = await tryOnCycle(student, own, await other());
  const cycle = await measures.compareBriefly(back.tryOn, photo);
  return {
    figures: {
      ...(await measures.compare(maps.tryOn, photo)),
      cycleSsim: cycle.ssim,
      cycleL1: cycle.l1,
      ...(hasLabels && {
        iou: wornOverlap(maps, own.labels),
        cycleIou: wornOverlap(back, own.labels),
        ...(await measures.kept(photo, maps.tryOn, wornMask(own.labels), maps.composition)),
      }),
    },
    photo,
    garment: toSigned(own.garment),
    tryOn: maps.tryOn,
    maps,
  };
};
