/** How pictures are varied. Probabilities are 0…1; what is drawn is drawn uniformly. */
export interface AugmentationOptions {
  /** Probability that a pair is mirrored, person and garment together. Default 0.5. */
  readonly flip: number;
  /** Probability that a person is moved; else the photo keeps its sharpness. Default 0.6. */
  readonly personMoved: number;
  /** Probability that a garment picture is moved. Default 0.6. */
  readonly garmentMoved: number;
  /** Largest change of size, up and down; enlarging crops. Default 0.1. */
  readonly scale: number;
  /** Largest turn, degrees, either way. Default 5. */
  readonly rotation: number;
  /** Largest shift as a share of width and of height. Default 0.06. */
  readonly shift: number;
  /** Probability that the colours of photo and garment change together. Default 0.8. */
  readonly colour: number;
  /** Largest share by which all values grow or shrink. Default 0.15. */
  readonly brightness: number;
  /** Largest share by which distances from mid-grey grow or shrink. Default 0.15. */
  readonly contrast: number;
  /** Largest share by which distances from grey grow or shrink. Default 0.2. */
  readonly saturation: number;
  /** Largest turn of the hues, degrees, either way. Default 6. */
  readonly hue: number;
  /** Probability that the photo alone gets another light. Default 0.5. */
  readonly lighting: number;
  /** Strength of that light as a share of the changes above; hues stay. Default 0.35. */
  readonly lightingStrength: number;
  /** Probability that a garment mask has an error. Default 0.1. */
  readonly maskError: number;
  /** Largest error of a mask's outline, pixels. Default 3. */
  readonly maskErrorPixels: number;
  /** Probability that the person stands before another background. Default 0.3. */
  readonly background: number;
  /** Probability that the person's skin gets another tone. Default 0.35. */
  readonly skinTone: number;
}

/** What applies where a training says nothing. */
export const DEFAULT_AUGMENTATION: AugmentationOptions = {
  flip: 0.5,
  personMoved: 0.6,
  garmentMoved: 0.6,
  scale: 0.1,
  rotation: 5,
  shift: 0.06,
  colour: 0.8,
  brightness: 0.15,
  contrast: 0.15,
  saturation: 0.2,
  hue: 6,
  lighting: 0.5,
  lightingStrength: 0.35,
  maskError: 0.1,
  maskErrorPixels: 3,
  background: 0.3,
  skinTone: 0.35,
};

/** Every picture as it is. */
export const NO_AUGMENTATION: AugmentationOptions = {
  ...DEFAULT_AUGMENTATION,
  flip: 0,
  personMoved: 0,
  garmentMoved: 0,
  colour: 0,
  lighting: 0,
  maskError: 0,
  background: 0,
  skinTone: 0,
};

/** Some options, the rest by default; or none of all this. */
export type AugmentationChoice = Partial<AugmentationOptions> | 'off';

/** @throws RangeError when a probability is not 0…1 or a range makes no sense */
export function resolveAugmentation(choice: AugmentationChoice = {}): AugmentationOptions {
  if (choice === 'off') return NO_AUGMENTATION;
  const options = { ...DEFAULT_AUGMENTATION, ...choice };
  for (const [name, value] of Object.entries(options) as [keyof AugmentationOptions, number][]) {
    const largest = LARGEST[name] ?? 1;
    if (!(value >= 0 && value <= largest))
      throw new RangeError(`The augmentation option ${name} is ${value}, not a number from 0 to ${largest}.`);
  }
  return options;
}

const LARGEST: Partial<Record<keyof AugmentationOptions, number>> = {
  scale: 0.5,
  rotation: 180,
  shift: 0.5,
  hue: 180,
  maskErrorPixels: 16,
};
