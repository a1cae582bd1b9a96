import { meanLab, type Lab } from '../metrics/cielab.js';
import { colourDifference } from '../metrics/colour-difference.js';
import { RENDER_CLASSES, type Render } from './render-set.js';

/** Repainted skin beside the person's own. ΔE is CIEDE2000 of mean colours. */
export interface SkinDifference {
  /** Repainted skin of the try-on against the skin that the photo shows. */
  readonly toVisible: number;
  /** The same of the true picture: how far body parts and light differ by themselves. */
  readonly toVisibleInTruth: number;
  /** Repainted skin of the try-on against the same pixels of the true picture. */
  readonly toTruth: number;
  /** L* of the try-on's repainted skin over that of the truth: above 0 is painted too light. */
  readonly lightnessOverTruth: number;
}

/** Fewer pixels of repainted or visible skin say nothing: a share of the frame. */
const LEAST_SHARE = 1 / 400;

const SKIN: readonly number[] = [RENDER_CLASSES.faceAndNeck, RENDER_CLASSES.arms];

/**
 * How well skin was made up that the old garment hid. Repainted: skin in the truth where the photo shows garment. Visible:
 * skin in both.
 *
 * @param photo what the student was given
 * @param truth the same person in the new garment
 * @param tryOn [3, height, width], −1…1
 * @returns undefined when hardly any skin is newly uncovered
 */
export function skinDifference(
  photo: Render,
  truth: Render,
  tryOn: Float32Array,
): SkinDifference | undefined {
  const repainted = both(photo.labels, [RENDER_CLASSES.garment], truth.labels, SKIN);
  const visible = both(photo.labels, SKIN, truth.labels, SKIN);
  if (share(repainted) < LEAST_SHARE || share(visible) < LEAST_SHARE) return undefined;
  const made = meanLab(tryOn, repainted) as Lab;
  const real = meanLab(truth.photo, repainted) as Lab;
  return {
    toVisible: colourDifference(made, meanLab(photo.photo, visible) as Lab),
    toVisibleInTruth: colourDifference(real, meanLab(truth.photo, visible) as Lab),
    toTruth: colourDifference(made, real),
    lightnessOverTruth: made.l - real.l,
  };
}

/** Mean colour of all skin that a render shows. */
export function visibleSkin({ photo, labels }: Render): Lab | undefined {
  return meanLab(photo, both(labels, SKIN, labels, SKIN));
}

function both(
  first: Uint8Array,
  ofFirst: readonly number[],
  second: Uint8Array,
  ofSecond: readonly number[],
): Uint8Array {
  return first.map((label, i) => (ofFirst.includes(label) && ofSecond.includes(second[i]!) ? 1 : 0));
}

function share(mask: Uint8Array): number {
  return mask.reduce((sum, value) => sum + value, 0) / mask.length;
}
