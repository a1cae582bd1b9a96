import { LIP, WORN_LABELS } from '../../data-set.js';
import type { TrainingPair } from '../../training-pair.js';
import { LINEAR_LIGHT, toValue } from './linear-light.js';
import type { Rgb } from './skin-tones.js';
import { softRegion } from './soft-region.js';

/** Fewer skin pixels than this share of the frame say too little about a person's tone. */
const LEAST_SKIN = 0.002;

/** 1 for the labels of skin. */
const SKIN = labelled([LIP.face, LIP.leftArm, LIP.rightArm, LIP.leftLeg, LIP.rightLeg, LIP.neck]);
/** 1 for what another garment may leave bare. */
const WORN = labelled(WORN_LABELS);

/**
 * The person with skin of another tone: in linear light, each channel is multiplied by what brings its mean over the
 * skin to `tone`, so that shading and texture stay. Everything but skin and a line of one pixel around it stays too.
 * In `otherwise`, whose parsing is not known, what was skin in the photo or is bare there in place of the garment and of
 * the skin's colour changes equally. A person without visible skin stays as they are.
 *
 * @param tone sRGB, 0…255
 */
export function changeSkinTone(pair: TrainingPair, tone: Rgb): TrainingPair {
  const { photo, otherwise, labels, height, width } = pair;
  const skin = labels.map((label) => SKIN[label]!);
  const mean = meanLight(photo, skin);
  if (!mean) return pair;
  const factors = tone.map((value, channel) => LINEAR_LIGHT[Math.round(value)]! / mean[channel]!);
  const soft = softRegion(skin, height, width);
  const changed = scaleLight(photo, soft, factors);
  if (!otherwise) return { ...pair, photo: changed };
  const bare = softRegion(bareSkin(pair, otherwise, mean), height, width);
  return { ...pair, photo: changed, otherwise: scaleLight(otherwise, bare, factors) };
}

/** Mean light of each channel over the skin, above 0; undefined where there is too little skin. */
function meanLight(photo: Uint8Array, skin: Uint8Array): Rgb | undefined {
  const pixels = skin.length;
  let [count, red, green, blue] = [0, 0, 0, 0];
  for (let i = 0; i < pixels; i++) {
    if (skin[i] === 0) continue;
    count++;
    red += LINEAR_LIGHT[photo[i]!]!;
    green += LINEAR_LIGHT[photo[pixels + i]!]!;
    blue += LINEAR_LIGHT[photo[2 * pixels + i]!]!;
  }
  if (count < LEAST_SKIN * pixels || Math.min(red, green, blue) <= 0) return undefined;
  return [red / count, green / count, blue / count];
}

function scaleLight(picture: Uint8Array, region: Float32Array, factors: readonly number[]): Uint8Array {
  const scaled = picture.slice();
  const pixels = region.length;
  for (let channel = 0; channel < 3; channel++) {
    const change = factors[channel]! - 1;
    const base = channel * pixels;
    for (let i = 0; i < pixels; i++) {
      const share = region[i]!;
      if (share > 0) scaled[base + i] = toValue(LINEAR_LIGHT[picture[base + i]!]! * (1 + share * change));
    }
  }
  return scaled;
}

/** 1 where the other picture shows skin. */
function bareSkin({ photo, labels }: TrainingPair, otherwise: Uint8Array, mean: Rgb): Uint8Array {
  const pixels = labels.length;
  const bare = new Uint8Array(pixels);
  const [meanRed, meanGreen] = chromaticity(...mean);
  const meanSum = mean[0] + mean[1] + mean[2];
  for (let i = 0; i < pixels; i++) {
    const label = labels[i]!;
    if (SKIN[label] === 0 && WORN[label] === 0) continue;
    if (SKIN[label] === 1 && isUnchanged(photo, otherwise, i, pixels)) {
      bare[i] = 1;
      continue;
    }
    const red = LINEAR_LIGHT[otherwise[i]!]!;
    const green = LINEAR_LIGHT[otherwise[pixels + i]!]!;
    const blue = LINEAR_LIGHT[otherwise[2 * pixels + i]!]!;
    const [r, g] = chromaticity(red, green, blue);
    const brightness = (red + green + blue) / meanSum;
    const alike = Math.abs(r - meanRed) < ALIKE && Math.abs(g - meanGreen) < ALIKE;
    if (alike && brightness > 0.1 && brightness < 3) bare[i] = 1;
  }
  return bare;
}

/** Largest distance of chromaticities within one person's skin. */
const ALIKE = 0.06;
/** Largest difference of values that compression leaves between equal pixels. */
const NOISE = 16;

/** Whether two pictures of a person show the same at a pixel. */
export function isUnchanged(photo: Uint8Array, otherwise: Uint8Array, i: number, pixels: number): boolean {
  for (let at = i; at < 3 * pixels; at += pixels)
    if (Math.abs(photo[at]! - otherwise[at]!) > NOISE) return false;
  return true;
}

function chromaticity(red: number, green: number, blue: number): [number, number] {
  const sum = red + green + blue + 1e-6;
  return [red / sum, green / sum];
}

function labelled(labels: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, label) => Number(labels.includes(label)));
}
