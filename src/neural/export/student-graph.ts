import { GraphError, type OnnxModel } from '../graph/onnx-model.js';
import { knownSize } from '../graph/shape.js';
import { input, type Tensor } from '../graph/tensor.js';
import { Parameters } from '../networks/parameters.js';
import { buildNamedModel } from '../graph/build-named-model.js';
import { type FamiliarPeople, personDistance } from '../networks/student/person-distance.js';
import { encodeGarment, encodePerson, fit } from '../networks/student/student.js';
import { TENSOR_MEANINGS } from '../networks/tensor-meanings.js';
import type { StudentConfig } from '../networks/student/student-config.js';

/** A float32 tensor at the border of a graph, or one at which it can be cut: what a model card says of it. */
export interface TensorContract {
  readonly name: string;
  readonly shape: readonly number[];
  readonly meaning: string;
}

/** A student as the product runs it, whole. */
export interface StudentGraph {
  readonly model: OnnxModel;
  /** `person`, `garment`, `garment_mask`. */
  readonly inputs: readonly TensorContract[];
  /** `flow`, `composition`, `rendered`, `preservation`, `try_on`, and `person_distance` where people are given. */
  readonly outputs: readonly TensorContract[];
  /** Where the graph can be cut, finest level first. */
  readonly features: {
    readonly person: readonly TensorContract[];
    readonly garment: readonly TensorContract[];
  };
}

/**
 * Writes a small student with trained weights down for one person and one garment, with the names of the product's tensor
 * contract. Its features are called `person_features_1` … and `garment_features_1` ….
 *
 * @param weights by name, as `Parameters` names them
 * @param people those of training: the student then tells how unlike them a photo is
 * @throws GraphError when a weight is missing or of another size
 */
export function studentGraph(
  config: StudentConfig,
  weights: ReadonlyMap<string, Float32Array>,
  people?: FamiliarPeople,
): StudentGraph {
  const { height, width } = config;
  const inputs = {
    person: input('person', [1, 3, height, width]),
    garment: input('garment', [1, 3, height, width]),
    garment_mask: input('garment_mask', [1, 1, height, width]),
  };
  const seen = { ...inputs, garmentMask: inputs.garment_mask };
  const parameters = Parameters.create();
  const person = encodePerson(parameters, config, seen);
  const garment = encodeGarment(parameters, config, seen);
  const { flow, composition, rendered, preservation, tryOn } = fit(parameters, config, seen, {
    person,
    garment,
  });
  const distance = people && { person_distance: personDistance(person, people) };
  const outputs = { flow, composition, rendered, preservation, try_on: tryOn, ...distance };
  const features = { person: byLevel('person', person), garment: byLevel('garment', garment) };
  const named = { ...features.person, ...features.garment };
  requireWeights(parameters, weights);
  return {
    model: buildNamedModel({ inputs: Object.values(inputs), outputs, weights, named }),
    inputs: contracts(inputs, height),
    outputs: contracts(outputs, height),
    features: { person: contracts(features.person, height), garment: contracts(features.garment, height) },
  };
}

/** A weight without values would become an input of the graph. */
function requireWeights(parameters: Parameters, weights: ReadonlyMap<string, Float32Array>): void {
  const missing = [...parameters.all.keys()].find((name) => !weights.has(name));
  if (missing !== undefined) {
    throw new GraphError(`The weight ${missing} is missing: these are the weights of another student.`);
  }
}

function byLevel(side: string, levels: readonly Tensor[]): Record<string, Tensor> {
  return Object.fromEntries(levels.map((tensor, level) => [`${side}_features_${level + 1}`, tensor]));
}

function contracts(tensors: Readonly<Record<string, Tensor>>, height: number): TensorContract[] {
  return Object.entries(tensors).map(([name, tensor]) => {
    const shape = tensor.shape.map(knownSize);
    const [side] = name.split('_');
    const meaning = TENSOR_MEANINGS[name] ?? `${side} features at 1/${height / (shape[2] ?? 1)} of the frame`;
    return { name, shape, meaning };
  });
}
