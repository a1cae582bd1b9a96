import { encodeModel, floatValueInfo, type OnnxModel } from '../graph/onnx-model.js';
import { splitGraph } from '../graph/split-graph.js';
import { optimiseModel, type WeightStorage } from './optimise-model.js';
import { pruneModel } from './prune-model.js';

/** Tensors at which a student's graph is cut. */
export interface StudentFeatureTensors {
  readonly person: readonly FeatureTensor[];
  readonly garment: readonly FeatureTensor[];
}

interface FeatureTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A student ready to be shipped, as ONNX files that agree with each other. */
export interface StudentFiles {
  /** person, garment, garment_mask → flow, composition, rendered, preservation, try_on */
  readonly model: Uint8Array;
  /** person → person features */
  readonly personEncoder: Uint8Array;
  /** garment, garment_mask → garment features */
  readonly garmentEncoder: Uint8Array;
  /**
   * person, garment, garment_mask and both features → flow, composition, rendered, preservation and, where the student
   * has it, person_distance. The whole picture of the warped garment, which only `try_on` needs, is not computed.
   */
  readonly fitting: Uint8Array;
}

const INPUTS = ['person', 'garment', 'garment_mask'];
const UNFITTED = 'try_on';

/**
 * Optimises a student and cuts it at its features. Weights are rounded before the cut, so that all parts have the same.
 * The whole file keeps the features' names: it can be cut again where it is loaded.
 *
 * @param student with the tensor names of the product's contract; no matter which network
 * @throws GraphError when a feature is not in the graph or does not separate the sides
 */
export async function cutStudent(
  student: { readonly model: OnnxModel; readonly features: StudentFeatureTensors },
  storage?: WeightStorage,
): Promise<StudentFiles> {
  const { person, garment } = student.features;
  const model = await optimiseAround(student.model, [...person, ...garment], storage);
  const fitted = model.graph.output.filter(({ name }) => name !== UNFITTED);
  const named = (names: readonly string[]): { name: string }[] => names.map((name) => ({ name }));
  return {
    model: encodeModel(model),
    personEncoder: splitGraph(model, { inputs: named(['person']), outputs: person }),
    garmentEncoder: splitGraph(model, { inputs: named(['garment', 'garment_mask']), outputs: garment }),
    fitting: splitGraph(model, {
      inputs: [...named(INPUTS), ...person, ...garment],
      outputs: fitted.map(({ name }) => ({ name })),
    }),
  };
}

/** As long as features are outputs, no optimisation takes them away. */
async function optimiseAround(
  model: OnnxModel,
  features: readonly FeatureTensor[],
  storage?: WeightStorage,
): Promise<OnnxModel> {
  const { graph } = model;
  const kept = features.map(({ name, shape }) => floatValueInfo(name, shape));
  const optimised = await optimiseModel(
    { ...model, graph: { ...graph, output: [...graph.output, ...kept] } },
    storage,
  );
  return pruneModel({ ...optimised, graph: { ...optimised.graph, output: graph.output } });
}
