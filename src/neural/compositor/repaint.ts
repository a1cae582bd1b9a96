import type { NetworkMaps } from './network-maps.js';
import { isSkinAt } from './skin-colour.js';

/** Preservation beyond which the repainted colour cannot be told from the rendered one any more. */
const MOST_PRESERVED = 0.7;

/** Pixels of skin, photographed and painted, below which no tone is estimated. */
const LEAST_SKIN = { photographed: 40, painted: 20 };

/** Largest correction of a channel upwards; downwards there is no limit. */
const MOST_BRIGHTENING = 1.25;

/**
 * The network's own paint, without the photo that `rendered` already mixes in (rendered = k·person + (1 − k)·paint),
 * with the person's skin tone: [3, height, width], 0…255.
 *
 * @param warped the warped garment mask, [height, width], 0…1
 * @param keep where the photo is kept, [height, width], 0…1
 */
export function repaint(maps: NetworkMaps, warped: Float32Array, keep: Float32Array): Float32Array {
  const { person, rendered, preservation } = maps;
  const plane = maps.height * maps.width;
  const paint = new Float32Array(3 * plane);
  for (let at = 0; at < paint.length; at++) {
    const k = preservation[at % plane]!;
    const pure = k < MOST_PRESERVED ? (rendered[at]! - k * person[at]!) / (1 - k) : rendered[at]!;
    paint[at] = Math.min(1, Math.max(-1, pure));
  }
  const gains = skinGains(maps, paint, warped, keep);
  for (let i = 0; i < plane; i++) {
    const isSkin = gains !== undefined && isSkinAt(paint, plane, i);
    for (let c = 0; c < 3; c++) {
      const value = (paint[c * plane + i]! + 1) * 127.5;
      paint[c * plane + i] = isSkin ? Math.min(255, value * gains[c]!) : value;
    }
  }
  return paint;
}

/**
 * What painted skin must be multiplied with to have the mean colour of the skin that the photo shows; undefined when
 * there is too little of either. The networks see few dark-skinned people in training and paint their arms too light.
 */
function skinGains(
  { height, width, person, preservation }: NetworkMaps,
  paint: Float32Array,
  warped: Float32Array,
  keep: Float32Array,
): readonly number[] | undefined {
  const plane = height * width;
  const photographed = [0, 0, 0];
  const painted = [0, 0, 0];
  let photographedPixels = 0;
  let paintedPixels = 0;
  for (let i = 0; i < plane; i++) {
    if (warped[i]! > 0.05 || !isSkinAt(paint, plane, i)) continue;
    if (keep[i]! > 0.9 && preservation[i]! < 0.97 && isSkinAt(person, plane, i)) {
      photographedPixels++;
      for (let c = 0; c < 3; c++) photographed[c]! += person[c * plane + i]! + 1;
    } else if (keep[i]! < 0.3) {
      paintedPixels++;
      for (let c = 0; c < 3; c++) painted[c]! += paint[c * plane + i]! + 1;
    }
  }
  if (photographedPixels < LEAST_SKIN.photographed || paintedPixels < LEAST_SKIN.painted) return undefined;
  return photographed.map((sum, c) =>
    Math.min(MOST_BRIGHTENING, sum / photographedPixels / (painted[c]! / paintedPixels)),
  );
}
