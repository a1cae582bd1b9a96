import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { sigmoid, tanh } from '../../graph/operators/activations.js';
import { mul } from '../../graph/operators/arithmetic.js';
import { blend } from '../../graph/operators/blend.js';
import { concat } from '../../graph/operators/concat.js';
import { spaceToDepth } from '../../graph/operators/depth-to-space.js';
import { resizeBilinear, shrinkArea } from '../../graph/operators/resize.js';
import { split } from '../../graph/operators/slice.js';
import type { Parameters } from '../parameters.js';
import { encode } from './encoder.js';
import { estimateFlow, type LevelFlow, warp } from './flow-estimation.js';
import { generate } from './generator.js';
import type { StudentConfig } from './student-config.js';

/** What the student sees; see the vocabulary of ARCHITECTURE.md. */
export interface StudentInputs {
  /** [B, 3, H, W], −1…1. */
  readonly person: Tensor;
  /** [B, 3, H, W], −1…1, 0 outside of the mask. */
  readonly garment: Tensor;
  /** [B, 1, H, W], 0/1. */
  readonly garmentMask: Tensor;
}

/** What the student answers. */
export interface StudentOutputs {
  /** Flow of each level, coarsest first. */
  readonly levels: readonly LevelFlow[];
  /** The finest level's flow, [B, 2, H/4, W/4], −1…1, align_corners=false. */
  readonly flow: Tensor;
  /** [B, 3, H, W], −1…1. */
  readonly warpedGarment: Tensor;
  /** [B, 1, H, W], 0…1. */
  readonly warpedMask: Tensor;
  /** Share of the warped garment, [B, 1, H, W], 0…1. */
  readonly composition: Tensor;
  /** The network's own painting before anything is kept, [B, 3, H, W], −1…1. */
  readonly painted: Tensor;
  /** Logit of the preservation mask, [B, 1, H, W]. */
  readonly preservationLogit: Tensor;
  /** 1 where the photo's pixel is kept, [B, 1, H, W]. */
  readonly preservation: Tensor;
  /** Photo where kept, painting elsewhere, [B, 3, H, W], −1…1. */
  readonly rendered: Tensor;
  /** warped · composition + rendered · (1 − composition), [B, 3, H, W], −1…1. */
  readonly tryOn: Tensor;
}

/** Person and garment seen by themselves: what is kept between try-ons. */
export interface StudentFeatures {
  readonly person: readonly Tensor[];
  readonly garment: readonly Tensor[];
}

/** The parser-free student: encoders, appearance flow, generator (PF-AFN, section 3; sizes by `config`). */
export function student(
  parameters: Parameters,
  config: StudentConfig,
  inputs: StudentInputs,
): StudentOutputs {
  return fit(parameters, config, inputs, {
    person: encodePerson(parameters, config, inputs),
    garment: encodeGarment(parameters, config, inputs),
  });
}

/** Pyramid of the person, finest level first: [B, pyramid, H/4, W/4] … [B, pyramid, H/32, W/32]. */
export function encodePerson(
  parameters: Parameters,
  config: StudentConfig,
  { person }: Pick<StudentInputs, 'person'>,
): Tensor[] {
  return encode(parameters.at('person'), person, config);
}

/** Pyramid of the garment, like that of the person. */
export function encodeGarment(
  parameters: Parameters,
  config: StudentConfig,
  { garment, garmentMask }: Pick<StudentInputs, 'garment' | 'garmentMask'>,
): Tensor[] {
  return encode(parameters.at('garment'), concat([garment, garmentMask]), config);
}

/** The part that needs both. */
export function fit(
  parameters: Parameters,
  config: StudentConfig,
  inputs: StudentInputs,
  features: StudentFeatures,
): StudentOutputs {
  const { person, garment, garmentMask } = inputs;
  const [height, width] = person.shape.slice(2).map(knownSize) as [number, number];
  const levels = estimateFlow(parameters.at('flow'), features.person, features.garment, config);
  const flow = (levels.at(-1) as LevelFlow).flow;
  const full = resizeBilinear(flow, height, width);
  // The garment lies on zeros; what continues beyond its picture is background.
  const warpedGarment = warp(garment, full, 'zeros');
  const warpedMask = warp(garmentMask, full, 'zeros');
  const raw = generate(parameters.at('generator'), generatorInput(inputs, flow), config.generator, 5);
  const [paint, share, preservationLogit] = split(raw, 1, [3, 1, 1]) as [Tensor, Tensor, Tensor];
  const painted = tanh(paint);
  const composition = mul(sigmoid(share), warpedMask);
  const preservation = sigmoid(preservationLogit);
  const rendered = blend(person, painted, preservation);
  return {
    levels,
    flow,
    warpedGarment,
    warpedMask,
    composition,
    painted,
    preservationLogit,
    preservation,
    rendered,
    tryOn: blend(warpedGarment, rendered, composition),
  };
}

/** The person, blocks of 2×2 pixels as channels, beside the garment as it is worn, at half size: [B, 16, H/2, W/2]. */
function generatorInput({ person, garment, garmentMask }: StudentInputs, flow: Tensor): Tensor {
  const [height, width] = person.shape.slice(2).map((side) => knownSize(side) / 2) as [number, number];
  const worn = shrinkArea(concat([garment, garmentMask]), height, width);
  return concat([spaceToDepth(person, 2), warp(worn, resizeBilinear(flow, height, width), 'zeros')]);
}
