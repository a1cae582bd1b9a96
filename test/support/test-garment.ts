import sharp from 'sharp';
import type { Mask, RgbPicture } from '../../src/images/picture.js';
import { pipelineOf } from './test-picture.js';

type Colour = readonly [number, number, number];

/** A drawn shop picture. Shares are of the picture's width and height. */
export interface TestGarment {
  readonly width?: number;
  readonly height?: number;
  readonly cloth: Colour;
  /** Colour of the outermost pixels of the cloth, as folds and seams make it. Default: the cloth's. */
  readonly outline?: Colour;
  /** Colour of a block printed on the chest. Default: no print. */
  readonly print?: Colour;
  /** Background at a place, shares from the left and the top. Default: white. */
  readonly background?: (right: number, down: number) => Colour;
  /** Sleeves that touch the hips, so that background shows between arm and body. Default: short sleeves. */
  readonly longSleeves?: boolean;
  /** A head of this colour above the collar. Default: none. */
  readonly head?: Colour;
  /** How far down the whole is moved, as a share of the height. Default: 0. */
  readonly shift?: number;
}

const WHITE: Colour = [255, 255, 255];

/** Draws a garment as a shop shows it; answers the picture and exactly where the garment (and head) is. */
export function drawGarment(garment: TestGarment): { picture: RgbPicture; mask: Mask } {
  const { width = 300, height = 400, shift = 0 } = garment;
  const data = new Uint8Array(width * height * 3);
  const inside = new Uint8Array(width * height);
  const border = 1.5 / width;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const right = (x + 0.5) / width;
      const down = (y + 0.5) / height - shift;
      const part = (dx: number, dy: number): boolean => isCloth(garment, right + dx, down + dy);
      const head =
        garment.head !== undefined && (right - 0.5) ** 2 / 0.1 ** 2 + (down - 0.1) ** 2 / 0.09 ** 2 < 1;
      let colour = (garment.background ?? (() => WHITE))(right, (y + 0.5) / height);
      if (part(0, 0)) {
        const seam = !(part(border, 0) && part(-border, 0) && part(0, border) && part(0, -border));
        const printed = Math.abs(right - 0.5) < 0.1 && Math.abs(down - 0.45) < 0.08;
        colour = seam
          ? (garment.outline ?? garment.cloth)
          : printed
            ? (garment.print ?? garment.cloth)
            : garment.cloth;
        inside[pixel] = 255;
      } else if (head) {
        colour = garment.head!;
        inside[pixel] = 255;
      }
      data.set(colour, pixel * 3);
    }
  }
  return { picture: { width, height, data }, mask: { width, height, data: inside } };
}

/** The same picture after a JPEG file's losses. */
export async function throughJpeg(picture: RgbPicture, quality: number): Promise<RgbPicture> {
  const file = await pipelineOf(picture).jpeg({ quality }).toBuffer();
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/** Area of both masks over the area of either, counting pixels that are at least half covered. */
export function overlap(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    const [inA, inB] = [a.data[i]! >= 128, b.data[i]! >= 128];
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return both / either;
}

function isCloth({ longSleeves = false }: TestGarment, right: number, down: number): boolean {
  const fromAxis = Math.abs(right - 0.5);
  if (down < 0.18 || down > 0.85) return false;
  const neck = fromAxis < 0.09 && down < 0.18 + 0.05 * (1 - (fromAxis / 0.09) ** 2);
  if (neck) return false;
  if (fromAxis < 0.22) return true;
  const along = (down - 0.18) / (longSleeves ? 0.62 : 0.25);
  if (along > 1) return false;
  if (!longSleeves) return fromAxis < 0.22 + 0.16 * (0.4 + 0.6 * along);
  const middle = 0.24 + 0.2 * Math.sin(along * Math.PI * 0.95);
  return Math.abs(fromAxis - middle) < 0.05;
}
