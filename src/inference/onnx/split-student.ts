import type { FeatureTensors, ModelCard } from '../../models/model-card.js';
import { decodeModel, type OnnxModel } from '../../neural/graph/onnx-model.js';
import { PERSON_DISTANCE, STUDENT_MAPS } from '../../neural/networks/student-maps.js';
import { splitGraph } from '../../neural/graph/split-graph.js';

/** Inputs of every student. */
export const INPUTS = ['person', 'garment', 'garment_mask'] as const;

/** The three graphs of a student that can be cut, as ONNX files. */
export interface StudentParts {
  /** person → person features */
  readonly personEncoder: Uint8Array;
  /** garment, garment_mask → garment features */
  readonly garmentEncoder: Uint8Array;
  /** person, garment, garment_mask and both features → flow, composition, rendered, preservation (person_distance) */
  readonly fitting: Uint8Array;
}

/**
 * Cuts a student at the feature tensors that its card names.
 *
 * @throws GraphError when the graph is not what the card says
 */
export function splitStudent(graph: Uint8Array, features: FeatureTensors): StudentParts {
  const model = decodeModel(graph);
  const named = (names: readonly string[]): { name: string }[] => names.map((name) => ({ name }));
  return {
    personEncoder: splitGraph(model, { inputs: named(['person']), outputs: features.person }),
    garmentEncoder: splitGraph(model, {
      inputs: named(['garment', 'garment_mask']),
      outputs: features.garment,
    }),
    fitting: splitGraph(model, {
      inputs: [...named(INPUTS), ...features.person, ...features.garment],
      outputs: named(outputsOf(model)),
    }),
  };
}

/** A student that cannot be cut, without the outputs that nobody reads. */
export function trimStudent(graph: Uint8Array): Uint8Array {
  const model = decodeModel(graph);
  return splitGraph(model, {
    inputs: INPUTS.map((name) => ({ name })),
    outputs: outputsOf(model).map((name) => ({ name })),
  });
}

function outputsOf({ graph }: OnnxModel): string[] {
  return [
    ...STUDENT_MAPS,
    ...(graph.output.some(({ name }) => name === PERSON_DISTANCE) ? [PERSON_DISTANCE] : []),
  ];
}

/** Shape of an output as the card declares it. */
export function outputShape(card: ModelCard, name: (typeof STUDENT_MAPS)[number]): readonly number[] {
  return card.outputs.find((tensor) => tensor.name === name)!.shape;
}
