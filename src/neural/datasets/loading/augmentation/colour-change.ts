import type { Random } from '../../../random.js';
import type { AugmentationOptions } from './augmentation-options.js';

/** red′, green′ and blue′ as rows of three factors of red, green and blue and a constant, values 0…255. */
export type ColourChange = readonly number[];

type Four = [number, number, number, number];
type Twelve = [...Four, ...Four, ...Four];

const MID_GREY = 128;
/** Share of each channel in luma (ITU-R BT.601). */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * Draws brightness, contrast, saturation and hue.
 *
 * @param strength what the ranges of the options are multiplied by
 * @param turnsHue false: hues stay
 */
export function drawColourChange(
  options: AugmentationOptions,
  strength: number,
  turnsHue: boolean,
  random: Random,
): ColourChange {
  const either = (largest: number): number => (random.uniform() * 2 - 1) * largest * strength;
  const brightness = 1 + either(options.brightness);
  const contrast = 1 + either(options.contrast);
  const saturation = 1 + either(options.saturation);
  const hue = turnsHue ? (either(options.hue) * Math.PI) / 180 : 0;
  const scaled = brightness * contrast;
  const constant = brightness * MID_GREY * (1 - contrast);
  return after(
    [scaled, 0, 0, constant, 0, scaled, 0, constant, 0, 0, scaled, constant],
    after(saturated(saturation), turned(hue)),
  );
}

/** The change that `first` and then `second` make. */
export function after(second: ColourChange, first: ColourChange): ColourChange {
  const result: number[] = [];
  for (let row = 0; row < 12; row += 4)
    for (let column = 0; column < 4; column++) {
      let sum = column === 3 ? second[row + 3]! : 0;
      for (let k = 0; k < 3; k++) sum += second[row + k]! * first[4 * k + column]!;
      result.push(sum);
    }
  return result;
}

/** A changed copy of a planar picture; values beyond 0…255 are cut off. */
export function changeColours(picture: Uint8Array, change: ColourChange): Uint8Array {
  const [rr, rg, rb, r0, gr, gg, gb, g0, br, bg, bb, b0] = change as Twelve;
  const pixels = picture.length / 3;
  const changed = new Uint8ClampedArray(picture.length);
  for (let i = 0; i < pixels; i++) {
    const r = picture[i]!;
    const g = picture[pixels + i]!;
    const b = picture[2 * pixels + i]!;
    changed[i] = rr * r + rg * g + rb * b + r0;
    changed[pixels + i] = gr * r + gg * g + gb * b + g0;
    changed[2 * pixels + i] = br * r + bg * g + bb * b + b0;
  }
  return new Uint8Array(changed.buffer);
}

function saturated(saturation: number): ColourChange {
  return [0, 1, 2].flatMap((row) => [
    ...LUMA.map((share, column) => share * (1 - saturation) + (row === column ? saturation : 0)),
    0,
  ]);
}

/** A turn about the axis of the greys (Rodrigues' formula). */
function turned(angle: number): ColourChange {
  const cos = Math.cos(angle);
  const own = (1 + 2 * cos) / 3;
  const next = (1 - cos) / 3 - Math.sin(angle) / Math.sqrt(3);
  const previous = (1 - cos) / 3 + Math.sin(angle) / Math.sqrt(3);
  return [own, next, previous, 0, previous, own, next, 0, next, previous, own, 0];
}
