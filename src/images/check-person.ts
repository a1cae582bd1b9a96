import type { RgbPicture } from './picture.js';

/** What may be wrong with a shopper's photo. */
export type PersonIssueCode = 'TOO_SMALL' | 'TOO_DARK' | 'TOO_BRIGHT' | 'NOT_PORTRAIT';

/** One finding about a shopper's photo, in words for the shopper. */
export interface PersonIssue {
  readonly code: PersonIssueCode;
  /** With an error the photo cannot be used; with a warning the result may be worse. */
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to do. */
  readonly message: string;
}

/** What a photo must at least have. */
export interface PersonPhotoMinimum {
  /** Least shorter side, in pixels. */
  readonly minSide: number;
  /** Least mean luma, 0…255. */
  readonly minBrightness: number;
}

/** Mean luma above which a photo shows little but white. */
const MOST_BRIGHTNESS = 245;

/** Width over height above which a standing person fills too little of the photo. */
const WIDEST_ASPECT = 1.1;

/** Checks what can be told of a photo without recognising anybody in it. */
export function checkPerson(picture: RgbPicture, limits: PersonPhotoMinimum): PersonIssue[] {
  const issues: PersonIssue[] = [];
  const { width, height } = picture;
  if (Math.min(width, height) < limits.minSide) {
    issues.push({
      code: 'TOO_SMALL',
      severity: 'error',
      message: `The photo is ${width} × ${height} pixels. Use one with at least ${limits.minSide} on its shorter side.`,
    });
  }
  const brightness = meanLuma(picture);
  if (brightness < limits.minBrightness) {
    issues.push({
      code: 'TOO_DARK',
      severity: 'error',
      message: 'The photo is too dark. Take it again in daylight or with the lights on.',
    });
  }
  if (brightness > MOST_BRIGHTNESS) {
    issues.push({
      code: 'TOO_BRIGHT',
      severity: 'error',
      message: 'The photo is almost white. Take it again without the light behind you or straight on you.',
    });
  }
  if (width > height * WIDEST_ASPECT) {
    issues.push({
      code: 'NOT_PORTRAIT',
      severity: 'warning',
      message: 'The photo is wider than tall, so its sides are left out. Hold the camera upright.',
    });
  }
  return issues;
}

/** Mean luma (Rec. 601), 0…255. */
function meanLuma({ data }: RgbPicture): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 3) {
    sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  }
  return sum / (data.length / 3);
}
