/** What a photo of a person must have at least to be tried on with the networks of today. */
export const PERSON_PHOTO_MINIMUM = {
  /** Shortest side in pixels: that of the smallest pictures the networks are measured on. */
  minSide: 192,
  /** Mean luma, 0…255, below which a person does not stand out from the dark. */
  minBrightness: 25,
} as const;
