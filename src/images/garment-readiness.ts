import type { GarmentMaskResult } from './garment-mask.js';
import { looksWorn } from './worn-garment.js';
import type { RgbPicture } from './picture.js';

/** What may be wrong with a merchant's garment picture. */
export type GarmentIssueCode =
  'TOO_SMALL' | 'CROPPED' | 'BACKGROUND_NOT_PLAIN' | 'MODEL_WORN' | 'MASK_IMPLAUSIBLE';

/** One finding about a garment picture, in words for a merchant. */
export interface GarmentIssue {
  readonly code: GarmentIssueCode;
  /** With an error the garment cannot be tried on; with a warning the result may be worse. */
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to do. */
  readonly message: string;
}

/** Garments smaller than this, on their longer side in pixels, are refused. */
const LEAST_GARMENT_SIDE = 120;

/** Garments smaller than this, on their longer side in pixels, look soft on a shopper's photo. */
const GOOD_GARMENT_SIDE = 512;

/** Share of a border that a garment may cover: above the first it may be cut off there, above the second it is. */
const CROPPED_SHARE = { warning: 0.08, error: 0.25 };

/** Share of the border that has to follow the background. */
const PLAIN_SHARE = 0.6;

/** Share of the picture that a garment may cover. */
export const PLAUSIBLE_AREA = { least: 0.04, most: 0.9 };

/** Checks whether a picture shows one whole garment, flat or on a hidden mannequin, on a plain background. */
export function checkGarment(picture: RgbPicture, result: GarmentMaskResult): GarmentIssue[] {
  const issues = [
    checkSize(result),
    checkBorders(result),
    checkBackground(result),
    checkArea(result),
    checkModel(picture, result),
  ];
  return issues.filter((issue) => issue !== undefined);
}

function checkSize({ box }: GarmentMaskResult): GarmentIssue | undefined {
  const side = Math.max(box.width, box.height);
  if (side >= GOOD_GARMENT_SIDE) return undefined;
  const severity = side < LEAST_GARMENT_SIDE ? 'error' : 'warning';
  return {
    code: 'TOO_SMALL',
    severity,
    message: `The garment is only ${side} pixels large. Use a picture that shows it at ${GOOD_GARMENT_SIDE} pixels or more.`,
  };
}

function checkBorders({ touchesBorder }: GarmentMaskResult): GarmentIssue | undefined {
  const sides = (['left', 'top', 'right', 'bottom'] as const).filter(
    (side) => touchesBorder[side] > CROPPED_SHARE.warning,
  );
  if (sides.length === 0) return undefined;
  const worst = Math.max(...sides.map((side) => touchesBorder[side]));
  return {
    code: 'CROPPED',
    severity: worst > CROPPED_SHARE.error ? 'error' : 'warning',
    message: `The garment is cut off at the ${sides.join(' and ')}. Use a picture that shows all of it with a margin around.`,
  };
}

function checkBackground({ backgroundPlainness }: GarmentMaskResult): GarmentIssue | undefined {
  if (backgroundPlainness >= PLAIN_SHARE) return undefined;
  return {
    code: 'BACKGROUND_NOT_PLAIN',
    severity: 'error',
    message: 'The background is not one plain colour. Photograph the garment on plain white or light grey.',
  };
}

function checkArea({ areaShare }: GarmentMaskResult): GarmentIssue | undefined {
  if (areaShare < PLAUSIBLE_AREA.least) {
    return {
      code: 'MASK_IMPLAUSIBLE',
      severity: 'error',
      message:
        'No garment stands out from the background. Use a picture with more contrast, closer to the garment.',
    };
  }
  if (areaShare > PLAUSIBLE_AREA.most) {
    return {
      code: 'MASK_IMPLAUSIBLE',
      severity: 'error',
      message: 'The garment fills the whole picture. Leave a margin of plain background around it.',
    };
  }
  return undefined;
}

function checkModel(picture: RgbPicture, result: GarmentMaskResult): GarmentIssue | undefined {
  if (!looksWorn(picture, result)) return undefined;
  return {
    code: 'MODEL_WORN',
    severity: 'error',
    message:
      'The garment seems to be worn by a person. Use a picture of the garment alone, lying flat or on a hidden mannequin.',
  };
}
