import { createHash } from 'node:crypto';
import type { LoadedModel } from '../../../models/model-registry.js';
import { encodeModel } from '../../../neural/graph/onnx-model.js';
import { pastingStudent } from '../../../neural/validation/testing/pasting-student.js';

/** A model without weights that pastes the garment where it lies in its own picture, as a registry would load it. */
export function pastingModel(
  height: number,
  width: number,
  { id = 'pasting', trainingData = [] as readonly string[] } = {},
): LoadedModel {
  const graph = encodeModel(pastingStudent(height, width));
  const sha256 = createHash('sha256').update(graph).digest('hex');
  const tensor = (name: string, channels: number): { name: string; shape: number[]; meaning: string } => ({
    name,
    shape: [1, channels, height, width],
    meaning: name,
  });
  return {
    digest: createHash('sha256').update(sha256).digest('hex'),
    graph,
    card: {
      id,
      version: '1.0.0',
      name: 'Pasting student',
      licence: 'Apache-2.0',
      allowedUse: 'commercial',
      trainingData: trainingData.map((name) => ({ name, terms: 'CC0' })),
      files: [{ path: 'model.onnx', sha256 }],
      graph: 'model.onnx',
      frame: { height, width },
      flow: { coordinates: 'absolute', alignCorners: false },
      inputs: [tensor('person', 3), tensor('garment', 3), tensor('garment_mask', 1)],
      outputs: [
        tensor('flow', 2),
        tensor('composition', 1),
        tensor('rendered', 3),
        tensor('preservation', 1),
        tensor('try_on', 3),
      ],
      metrics: [],
      notes: [],
    },
  };
}
