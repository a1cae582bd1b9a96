import type { Random } from '../../../random.js';
import type { TrainingPair } from '../../training-pair.js';
import type { GarmentPicture } from '../store/prepared-store.js';
import type { AugmentationOptions } from './augmentation-options.js';
import { after, changeColours, type ColourChange, drawColourChange } from './colour-change.js';
import { spoilMask } from './mask-error.js';
import { drawMovement, moveGarment, movePerson } from './move-pair.js';
import { drawBackground, replaceBackground } from './other-background.js';
import { changeSkinTone } from './skin-tone.js';
import { drawSkinTone } from './skin-tones.js';

interface Size {
  readonly height: number;
  readonly width: number;
}

/** A pair, varied; the given one is left alone. Depends on nothing but its arguments. */
export function augmentPair(pair: TrainingPair, options: AugmentationOptions, random: Random): TrainingPair {
  const mirrored = random.uniform() < options.flip;
  const movement = drawMovement(mirrored, options.personMoved, options, random);
  let person = movement ? movePerson(pair, movement) : pair;
  if (random.uniform() < options.skinTone) person = changeSkinTone(person, drawSkinTone(random));
  if (random.uniform() < options.background) person = replaceBackground(person, drawBackground(random));
  const colours = drawColours(options, random);
  const garment = augmentMoved(pair, pair, mirrored, colours, options, random);
  return { ...lit(person, colours, options, random), ...garment };
}

/** A garment that belongs to no photo of the sample, varied on its own. */
export function augmentGarment(
  garment: GarmentPicture,
  size: Size,
  options: AugmentationOptions,
  random: Random,
): GarmentPicture {
  const mirrored = random.uniform() < options.flip;
  return augmentMoved(garment, size, mirrored, drawColours(options, random), options, random);
}

function augmentMoved(
  given: GarmentPicture,
  size: Size,
  mirrored: boolean,
  colours: ColourChange | undefined,
  options: AugmentationOptions,
  random: Random,
): GarmentPicture {
  const movement = drawMovement(mirrored, options.garmentMoved, options, random);
  const { garment, garmentMask } = movement ? moveGarment(given, size, movement) : given;
  const isSpoilt = random.uniform() < options.maskError;
  return {
    garment: colours ? changeColours(garment, colours) : garment,
    garmentMask: isSpoilt ? spoilMask(garmentMask, size, options.maskErrorPixels, random) : garmentMask,
  };
}

/** Both pictures of a person with changed colours and in another light. */
function lit(
  person: TrainingPair,
  colours: ColourChange | undefined,
  options: AugmentationOptions,
  random: Random,
): TrainingPair {
  const isLit = random.uniform() < options.lighting;
  const light = isLit ? drawColourChange(options, options.lightingStrength, false, random) : undefined;
  const change = colours && light ? after(light, colours) : (colours ?? light);
  if (!change) return person;
  const { photo, otherwise } = person;
  return {
    ...person,
    photo: changeColours(photo, change),
    ...(otherwise ? { otherwise: changeColours(otherwise, change) } : {}),
  };
}

function drawColours(options: AugmentationOptions, random: Random): ColourChange | undefined {
  return random.uniform() < options.colour ? drawColourChange(options, 1, true, random) : undefined;
}
