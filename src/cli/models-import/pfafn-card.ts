import { createHash } from 'node:crypto';
import type { ModelCard, TensorContract } from '../../models/model-card.js';
import type {
  ModelTensor,
  ReferenceStudentModel,
  StudentDefinition,
} from '../../neural/networks/reference/student-model.js';
import { TENSOR_MEANINGS } from '../../neural/networks/tensor-meanings.js';

/** Where weights came from. */
export interface CheckpointSource {
  /** Name of the file. */
  readonly name: string;
  readonly sha256: string;
}

/** The published student has no preservation mask. */
const MEANINGS: Readonly<Record<string, string>> = {
  ...TENSOR_MEANINGS,
  rendered: 'repainted person, −1…1',
  preservation: "1 = keep the photo's own pixel; 0 everywhere: the network repaints the whole person",
};

/** The card of a model made of the published checkpoints, found in these files. */
export function pfafnCard(
  id: string,
  { height, width }: StudentDefinition,
  { inputs, outputs, features }: ReferenceStudentModel,
  graph: Uint8Array,
  sources: readonly CheckpointSource[],
): ModelCard {
  return {
    id,
    version: '1.0.0',
    name: 'PF-AFN, published weights',
    licence:
      "Non-commercial research only: the terms of PF-AFN's authors (Ge et al., CVPR 2021) for their code and weights",
    allowedUse: 'research',
    trainingData: [
      {
        name: 'VITON train (14,221 pairs, as circulated)',
        terms: 'Research only; pictures crawled from a shop, no licence granted',
      },
    ],
    files: [{ path: 'model.onnx', sha256: createHash('sha256').update(graph).digest('hex') }],
    graph: 'model.onnx',
    frame: { height, width },
    flow: { coordinates: 'absolute', alignCorners: false },
    inputs: inputs.map((tensor) => contract(tensor)),
    outputs: outputs.map((tensor) => contract(tensor)),
    features: {
      person: features.person.map((tensor) => contract(tensor, 'person', height)),
      garment: features.garment.map((tensor) => contract(tensor, 'garment', height)),
    },
    metrics: [],
    notes: [
      'Parser-free student of “Parser-Free Virtual Try-on via Distilling Appearance Flows” (arXiv:2103.04559).',
      `Made with \`tryflow models import-pfafn\` from ${sources.map(({ name, sha256 }) => `${name} (SHA-256 ${sha256})`).join(' and ')}, brought by whoever ran it.`,
      'Upper-body garments and frontal photos only.',
      'No figures were measured when it was imported.',
    ],
  };
}

function contract({ name, shape }: ModelTensor, side?: string, height = 0): TensorContract {
  const rows = shape[2] ?? 1;
  const meaning = MEANINGS[name] ?? `${side} features at 1/${height / rows} of the frame`;
  return { name, shape: [...shape], meaning };
}
