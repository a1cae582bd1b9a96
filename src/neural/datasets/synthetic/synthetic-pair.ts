import { Random } from '../../random.js';
import type { TrainingPair } from '../training-pair.js';
import { forearmLayers, hipLayer, legLayers, trunkLayers, upperArmLayer } from './body.js';
import { between } from './draws.js';
import { hairBehind, headLayers } from './face.js';
import { drawGarment, flatLayers, type Garment } from './garment.js';
import { keypointsOf } from './keypoints.js';
import { gridMesh } from './mesh.js';
import type { FrameSize } from './pattern.js';
import { drawPerson, type Person, type Side } from './person.js';
import { Raster } from './raster.js';
import {
  type Colour,
  type Layer,
  renderBodyParts,
  renderColours,
  renderCoverage,
  renderTruth,
} from './scene.js';
import { wear } from './worn-garment.js';

/** A drawn person in a drawn garment, with all that is true about them. */
export interface SyntheticPair extends TrainingPair {
  /** The same person in another garment: 3·h·w. */
  readonly otherwise: Uint8Array;
  /** The picture of that other garment, 3·h·w, and its mask, h·w. */
  readonly otherwiseGarment: Uint8Array;
  readonly otherwiseGarmentMask: Uint8Array;
  /** Where that other garment is seen in `otherwise`: h·w, 255 or 0. */
  readonly otherwiseWornMask: Uint8Array;
  /** Where the garment is seen in the photo: h·w, 255 or 0. */
  readonly wornMask: Uint8Array;
  /**
   * For each pixel of the worn garment its place in the garment picture: 2·h·w, x then y, −1…1 over the outer borders of
   * the outermost pixels (`align_corners=false`); −2 where no garment is seen.
   */
  readonly flow: Float32Array;
}

/** Size and name of a drawn pair. */
export interface SyntheticPairOptions extends FrameSize {
  /** Default: `synthetic`. */
  readonly id?: string;
}

/**
 * Draws a simple person and a garment, photo and product picture, with exact truths. Not meant to look real: enough to
 * test every stage of training end to end. The same state of `random` draws the same pair.
 *
 * @throws RangeError when a side is shorter than 16 pixels
 */
export function drawSyntheticPair(
  random: Random,
  { height, width, id = 'synthetic' }: SyntheticPairOptions,
): SyntheticPair {
  if (!(height >= 16 && width >= 16))
    throw new RangeError(`${width}×${height} pixels are too few to draw a person.`);
  const size = { height, width };
  const aspect = width / height;
  const person = drawPerson(random, aspect);
  const backdrop = drawBackdrop(random, aspect);
  const garment = drawGarment(random, size);
  const other = drawGarment(random, size);
  const scene = [backdrop, ...dressed(person, garment, aspect)];
  const otherScene = [backdrop, ...dressed(person, other, aspect)];
  const flat = flatLayers(garment, size);
  const otherFlat = flatLayers(other, size);
  const [fine, coarse] = [new Raster(2 * height, 2 * width), new Raster(height, width)];
  return {
    id,
    garmentId: id,
    height,
    width,
    photo: renderColours(scene, fine),
    garment: renderColours(flat, fine),
    garmentMask: renderCoverage(flat, coarse),
    bodyParts: renderBodyParts(scene, coarse),
    keypoints: keypointsOf(person, aspect),
    ...renderTruth(scene, coarse),
    otherwise: renderColours(otherScene, fine),
    otherwiseGarment: renderColours(otherFlat, fine),
    otherwiseGarmentMask: renderCoverage(otherFlat, coarse),
    otherwiseWornMask: renderTruth(otherScene, coarse).wornMask,
  };
}

/**
 * Draws pairs one by one; the i-th depends on seed and i alone, not on how many are drawn. Their ids are six digits, as
 * VITON's are.
 */
export function* syntheticPairs(count: number, seed: number, size: FrameSize): Generator<SyntheticPair> {
  for (let i = 0; i < count; i++) {
    const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b));
    yield drawSyntheticPair(random, { ...size, id: String(i).padStart(6, '0') });
  }
}

/** Everything of a person, from back to front. */
function dressed(person: Person, garment: Garment, aspect: number): Layer[] {
  const worn = wear(garment, person, aspect);
  const behind: Side = person.front === 1 ? -1 : 1;
  const arm = (side: Side): Layer[] => [...forearmLayers(person, side), ...worn.lowerSleeve(side)];
  return [
    ...hairBehind(person),
    ...legLayers(person),
    ...trunkLayers(person),
    hipLayer(person),
    upperArmLayer(person, -1),
    upperArmLayer(person, 1),
    worn.trunk,
    ...worn.upperSleeve(-1),
    ...worn.upperSleeve(1),
    ...headLayers(person),
    ...arm(behind),
    ...arm(person.front),
  ];
}

/** A studio wall: a tint that darkens downwards. */
function drawBackdrop(random: Random, aspect: number): Layer {
  const light = between(random, 196, 244);
  const tint: Colour = [
    light + between(random, -10, 10),
    light + between(random, -6, 6),
    light + between(random, -10, 10),
  ];
  const mesh = gridMesh(1, 1, (u, v) => [u * aspect, v, 0, 0, 1 - 0.12 * v]);
  return { mesh, colour: tint, label: 0, bodyPart: 0, worn: false };
}
