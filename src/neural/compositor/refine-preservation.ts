import { ColourPalette, quantise } from './colour-palette.js';
import type { GuidedFilter } from './guided-filter.js';
import type { NetworkMaps } from './network-maps.js';
import { isSkinAt } from './skin-colour.js';

/** Preservation from which the network's word is taken, and where it counts fully. */
const TRUSTED = { from: 0.5, to: 0.95 };

/** Difference of photo and repainted picture (largest channel, of 2) that shows nothing new, and that shows a change. */
const SAME = { from: 0.12, to: 0.4 };

/** The same for colours that the old garment does not have. */
const SAME_FOREIGN = { from: 0.6, to: 0.9 };

/** The same where the repainted picture shows skin and the photo does not: a pale sleeve may look like the wall. */
const BARED = { from: 0.35, to: 0.55 };

/** Likelihood of being none of the old garment, below which a pixel may be it and above which it is not. */
const FOREIGN = { from: 0.3, to: 0.5 };

/** Share of pixels under which a colour counts as never seen. */
const RARE = 1e-4;

/** Columns that are taken off the worn area at both sides, as a share of the width: sleeves go, the torso stays. */
const TORSO_MARGIN = 1 / 16;

/** Variance of the photo (−1…1, squared) below which it does not stop the smoothing of likelihoods. */
const SMOOTHING = 0.01;

/**
 * Where the photo's own pixels are kept: [height, width], 0…1. The network asks to repaint far more than changes (arms,
 * hands, parts of faces, a band of background), and what it repaints is blurred and loses the person's skin tone. So
 * pixels are kept as well
 * - where the repainted picture looks like the photo anyway, and
 * - where the photo's colour is known from what is kept for certain, is not one of the old garment's, and the repainted
 *   picture does not contradict it (skin over skin never does, whatever its tone).
 * The old garment's colours are taken from the torso under the new garment.
 *
 * @param warped the warped garment mask, [height, width], 0…1
 * @param filter guided by the photo at the network's size
 */
export function refinePreservation(
  maps: NetworkMaps,
  warped: Float32Array,
  filter: GuidedFilter,
): Float32Array {
  const { person, rendered, preservation } = maps;
  const plane = maps.height * maps.width;
  const foreign = foreignness(maps, warped, filter);
  return preservation.map((kept, i) => {
    let change = 0;
    for (let c = 0; c < 3; c++) {
      change = Math.max(change, Math.abs(person[c * plane + i]! - rendered[c * plane + i]!));
    }
    const isSkinPainted = isSkinAt(rendered, plane, i);
    const isSkinInBoth = isSkinPainted && isSkinAt(person, plane, i);
    const contradiction = isSkinInBoth ? 0 : ramp(isSkinPainted ? BARED : SAME_FOREIGN, change);
    return Math.max(
      ramp(TRUSTED, kept),
      1 - ramp(SAME, change),
      ramp(FOREIGN, foreign[i]!) * (1 - contradiction),
    );
  });
}

/** How likely each pixel of the photo is no part of the old garment, by its colour: [height, width], about 0…1. */
function foreignness(maps: NetworkMaps, warped: Float32Array, filter: GuidedFilter): Float32Array {
  const { height, width, person, preservation } = maps;
  const plane = height * width;
  const torso = torsoOf(maps, warped);
  const colours = quantise(person, plane);
  const worn = ColourPalette.of(colours, (i) => torso[i] === 1);
  const kept = ColourPalette.of(
    colours,
    (i) => torso[i] === 0 && warped[i]! < 0.05 && preservation[i]! > 0.6,
  );
  const likelihood = new Float32Array(plane);
  for (let i = 0; i < plane; i++) {
    const ofKept = kept.share(colours[i]!);
    likelihood[i] = ofKept / (ofKept + worn.share(colours[i]!) + RARE);
  }
  const { data } = filter.coefficients(likelihood, SMOOTHING);
  return likelihood.map((_, i) => {
    let value = data[3 * plane + i]!;
    for (let c = 0; c < 3; c++) value += data[c * plane + i]! * person[c * plane + i]!;
    return value;
  });
}

/** 1 where the new garment covers the torso, and with it the old garment: far from the sides of the covered area. */
function torsoOf({ height, width, preservation }: NetworkMaps, warped: Float32Array): Uint8Array {
  const margin = Math.round(width * TORSO_MARGIN);
  const torso = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    let covered = 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      covered = warped[i]! > 0.5 && preservation[i]! < 0.1 ? covered + 1 : 0;
      if (covered > 2 * margin) torso[i - margin] = 1;
    }
  }
  return torso;
}

/** 0 up to `from`, 1 beyond `to`, smooth between (3t² − 2t³). */
function ramp({ from, to }: { readonly from: number; readonly to: number }, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
