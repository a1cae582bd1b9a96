import { PERSON_PHOTO_MINIMUM } from '../../../../src/images/person-photo-minimum.js';

/** What is checked before a photo leaves the page; the server checks again. */
export type PhotoIssueCode = 'TOO_SMALL' | 'TOO_DARK' | 'NOT_PORTRAIT';

export interface PhotoIssue {
  readonly code: PhotoIssueCode;
  /** With an error the photo cannot be used; with a warning the result may be worse. */
  readonly severity: 'ERROR' | 'WARNING';
}

/** Width over height above which a standing person fills too little of the photo. */
const WIDEST_ASPECT = 1.1;

/** Shortest side of a photo that can be used, in pixels. */
export const MINIMUM_SIDE = PERSON_PHOTO_MINIMUM.minSide;

/**
 * Judges a photo by its size and brightness.
 * @param meanLuma 0…255, see `meanLuma`
 */
export function judgePhoto({
  width,
  height,
  meanLuma,
}: {
  readonly width: number;
  readonly height: number;
  readonly meanLuma: number;
}): PhotoIssue[] {
  const issues: PhotoIssue[] = [];
  if (Math.min(width, height) < MINIMUM_SIDE) issues.push({ code: 'TOO_SMALL', severity: 'ERROR' });
  if (meanLuma < PERSON_PHOTO_MINIMUM.minBrightness) issues.push({ code: 'TOO_DARK', severity: 'ERROR' });
  if (width > height * WIDEST_ASPECT) issues.push({ code: 'NOT_PORTRAIT', severity: 'WARNING' });
  return issues;
}

/**
 * Mean luma (Rec. 601), 0…255.
 * @param rgba pixels of a canvas
 */
export function meanLuma(rgba: Uint8ClampedArray): number {
  let sum = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    sum += 0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!;
  }
  return rgba.length === 0 ? 0 : sum / (rgba.length / 4);
}
