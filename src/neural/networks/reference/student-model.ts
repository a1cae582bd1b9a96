import { constant } from '../../graph/constant.js';
import type { OnnxModel } from '../../graph/onnx-model.js';
import { mul } from '../../graph/operators/arithmetic.js';
import { knownSize } from '../../graph/shape.js';
import { input, type Tensor } from '../../graph/tensor.js';
import { Parameters } from '../parameters.js';
import { buildNamedModel } from '../../graph/build-named-model.js';
import { referenceStudent } from './student.js';
import { PUBLISHED_WIDTHS, type ReferenceWidths } from './widths.js';

/** A student's size: the frame that it sees, sides multiples of 32 and at least 64, and its widths. */
export interface StudentDefinition {
  readonly height: number;
  readonly width: number;
  readonly widths: ReferenceWidths;
}

/** The published one. */
export const PUBLISHED_STUDENT: StudentDefinition = { height: 256, width: 192, widths: PUBLISHED_WIDTHS };

/** A tensor at the border of the model, or one at which it can be cut. */
export interface ModelTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The reference student as the product calls a student. */
export interface ReferenceStudentModel {
  /** What it needs: names of the published checkpoints below `warp.` and `gen.`. */
  readonly parameters: Parameters;
  /** `person`, `garment`, `garment_mask`. */
  readonly inputs: readonly ModelTensor[];
  /** `flow`, `composition`, `rendered`, `preservation` and `try_on`. */
  readonly outputs: readonly ModelTensor[];
  /** Both pyramids, coarse to fine: where the model can be cut into two encoders and the fitting. */
  readonly features: { readonly person: readonly ModelTensor[]; readonly garment: readonly ModelTensor[] };
  /** The ONNX model with these weights. */
  build(weights: ReadonlyMap<string, Float32Array>): OnnxModel;
}

/**
 * Writes the reference student down with the tensors that the product wants of a student. The network paints the whole
 * person, so that `preservation` is 0 everywhere. Its flow is the network's own at full size, told in the product's
 * convention.
 */
export function referenceStudentModel({
  height,
  width,
  widths,
}: StudentDefinition = PUBLISHED_STUDENT): ReferenceStudentModel {
  const parameters = Parameters.create();
  const inputs = {
    person: input('person', [1, 3, height, width]),
    garment: input('garment', [1, 3, height, width]),
    garment_mask: input('garment_mask', [1, 1, height, width]),
  };
  const garment = { image: inputs.garment, mask: inputs.garment_mask };
  const { warped, composition, rendered, tryOn } = referenceStudent(parameters, inputs.person, garment, {
    widths,
  });
  const outputs = {
    flow: outerBorders(warped.flow),
    composition,
    rendered,
    preservation: mul(inputs.garment_mask, 0),
    try_on: tryOn,
  };
  const person = byLevel(
    'person_features',
    warped.levels.map(({ condition }) => condition),
  );
  const garments = byLevel('garment_features', warped.garmentFeatures);
  return {
    parameters,
    inputs: describe(inputs),
    outputs: describe(outputs),
    features: { person: describe(person), garment: describe(garments) },
    build: (weights) =>
      buildNamedModel({ inputs: Object.values(inputs), outputs, weights, named: { ...person, ...garments } }),
  };
}

/**
 * Positions whose ±1 are the centres of the outermost pixels told so that ±1 are their outer borders. Pixel p lies at
 * 2p ÷ (size − 1) − 1 in the first convention and at (2p + 1) ÷ size − 1 in the second, which is (size − 1) ÷ size of the
 * first: exact, and the same pixels are read at the border.
 *
 * @param flow [B, 2, H, W] over an image of the same size
 */
export function outerBorders(flow: Tensor): Tensor {
  const [height, width] = [knownSize(flow.shape[2]), knownSize(flow.shape[3])];
  return mul(flow, constant([(width - 1) / width, (height - 1) / height], [1, 2, 1, 1]));
}

function byLevel(name: string, tensors: readonly Tensor[]): Record<string, Tensor> {
  return Object.fromEntries(tensors.map((tensor, level) => [`${name}_${level + 1}`, tensor]));
}

function describe(tensors: Readonly<Record<string, Tensor>>): ModelTensor[] {
  return Object.entries(tensors).map(([name, { shape }]) => ({ name, shape: shape.map(knownSize) }));
}
