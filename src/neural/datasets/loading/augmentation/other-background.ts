import { LIP } from '../../data-set.js';
import type { TrainingPair } from '../../training-pair.js';
import type { Random } from '../../../random.js';
import { isUnchanged } from './skin-tone.js';
import { softRegion } from './soft-region.js';

/** A colour that runs evenly into another; plain where they are equal. */
export interface Background {
  /** sRGB, 0…255. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Where the colours run to, radians, clockwise from the right. */
  readonly direction: number;
}

/** Draws a plain background or, as often, a gradient, of colours as walls and studios have them: rarely vivid. */
export function drawBackground(random: Random): Background {
  const colour = (): number[] => {
    const grey = 20 + random.uniform() * 225;
    const vividness = 70 * random.uniform() ** 2;
    return [0, 1, 2].map(() => Math.min(255, Math.max(0, grey + (random.uniform() * 2 - 1) * vividness)));
  };
  const from = colour();
  const to = random.uniform() < 0.5 ? from : colour();
  return { from, to, direction: random.uniform() * 2 * Math.PI };
}

/**
 * Puts the person before another background, in both pictures. The line of one pixel around the person is mixed.
 * `otherwise` keeps what lies beside the person of the photo but is not as there: its garment may be wider.
 */
export function replaceBackground(pair: TrainingPair, background: Background): TrainingPair {
  const { photo, otherwise, labels, height, width } = pair;
  const pixels = height * width;
  const person = labels.map((label) => Number(label !== LIP.background));
  const painted = paint(background, height, width);
  const replaced = compose(photo, painted, person, height, width);
  if (!otherwise) return { ...pair, photo: replaced };
  for (let i = 0; i < pixels; i++) if (!isUnchanged(photo, otherwise, i, pixels)) person[i] = 1;
  return { ...pair, photo: replaced, otherwise: compose(otherwise, painted, person, height, width) };
}

function paint({ from, to, direction }: Background, height: number, width: number): Uint8Array {
  const painted = new Uint8ClampedArray(3 * height * width);
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  // The corner farthest along the direction is at 1, the opposite one at 0.
  const reach = Math.abs(cos) * width + Math.abs(sin) * height;
  for (let channel = 0, i = 0; channel < 3; channel++) {
    const [start, range] = [from[channel]!, to[channel]! - from[channel]!];
    for (let y = 0; y < height; y++) {
      const along = 0.5 + (sin * (y + 0.5 - height / 2) + cos * (0.5 - width / 2)) / reach;
      for (let x = 0; x < width; x++, i++) painted[i] = start + range * (along + (cos * x) / reach);
    }
  }
  return new Uint8Array(painted.buffer);
}

function compose(
  picture: Uint8Array,
  behind: Uint8Array,
  person: Uint8Array,
  height: number,
  width: number,
): Uint8Array {
  const composed = picture.slice();
  const pixels = height * width;
  const soft = softRegion(person, height, width);
  for (let i = 0; i < pixels; i++) {
    if (person[i] === 1) continue;
    const share = soft[i]!;
    for (let at = i; at < composed.length; at += pixels)
      composed[at] = behind[at]! + share * (picture[at]! - behind[at]!) + 0.5;
  }
  return composed;
}
