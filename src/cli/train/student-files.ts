import { encodeModel } from '../../neural/graph/onnx-model.js';
import { exportStudent } from '../../neural/export/export-student.js';
import { optimiseModel } from '../../neural/export/optimise-model.js';
import type { NetworkSizes } from '../../neural/distillation/network-family.js';
import { referenceStudentModel, type ModelTensor } from '../../neural/networks/reference/student-model.js';
import { PUBLISHED_WIDTHS } from '../../neural/networks/reference/widths.js';
import { TENSOR_MEANINGS } from '../../neural/networks/tensor-meanings.js';
import type { TensorContract } from '../../models/model-card.js';
import type { FamiliarPeople } from '../../neural/networks/student/person-distance.js';
import type { NamedWeights } from '../../neural/networks/named-weights.js';
import type { Frame } from '../../neural/datasets/frame.js';

/** A student as the product runs it. */
export interface StudentModel {
  /** ONNX. */
  readonly graph: Uint8Array;
  readonly inputs: TensorContract[];
  readonly outputs: TensorContract[];
  readonly features: { readonly person: TensorContract[]; readonly garment: TensorContract[] };
}

const STUDENT = 'student.';

/**
 * Makes the student's ONNX file, with its weights as 16-bit floats.
 *
 * @param weights of tutor and student
 * @param people those of training; only small students can tell how unlike them a photo is
 * @throws GraphError when one of the student's is missing
 */
export async function studentModel(
  networks: NetworkSizes,
  frame: Frame,
  weights: NamedWeights,
  people?: FamiliarPeople,
): Promise<StudentModel> {
  const own = ownWeights(weights);
  if (networks.kind === 'small') {
    const config = { ...networks.config, ...frame };
    const { model, ...contract } = await exportStudent({ config, weights: own, people, storage: 'float16' });
    return { graph: model, ...writable(contract, frame) };
  }
  const reference = referenceStudentModel({ ...frame, widths: networks.widths ?? PUBLISHED_WIDTHS });
  const graph = encodeModel(await optimiseModel(reference.build(own), 'float16'));
  return { graph, ...writable(reference, frame) };
}

/** Those of the student among the weights of tutor and student, by the names that it has by itself. */
export function ownWeights(weights: NamedWeights): NamedWeights {
  return new Map(
    [...weights].flatMap(([name, values]) =>
      name.startsWith(STUDENT) ? [[name.slice(STUDENT.length), values] as const] : [],
    ),
  );
}

interface Contract {
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  readonly features: { readonly person: readonly ModelTensor[]; readonly garment: readonly ModelTensor[] };
}

function writable({ inputs, outputs, features }: Contract, frame: Frame): Omit<StudentModel, 'graph'> {
  const tensors = (list: readonly ModelTensor[], side = ''): TensorContract[] =>
    list.map(({ name, shape }) => {
      const level = `${side} features at 1/${frame.height / (shape[2] ?? 1)} of the frame`;
      return { name, shape: [...shape], meaning: TENSOR_MEANINGS[name] ?? level };
    });
  const { person, garment } = features;
  return {
    inputs: tensors(inputs),
    outputs: tensors(outputs),
    features: { person: tensors(person, 'person'), garment: tensors(garment, 'garment') },
  };
}
