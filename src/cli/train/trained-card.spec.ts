import { describe, expect, it } from 'vitest';
import { readModelCard } from '../../models/read-model-card.js';
import { parseRunConfig } from '../../neural/training/run/read-run-config.js';
import type { RecordedData, RunRecord } from '../../neural/training/run/run-record.js';
import { STUDENTS } from '../../neural/networks/student/student-config.js';
import { studentGraph } from '../../neural/export/student-graph.js';
import { student } from '../../neural/networks/student/student.js';
import { Parameters } from '../../neural/networks/parameters.js';
import { input } from '../../neural/graph/tensor.js';
import { studentModel } from './student-files.js';
import { trainedCard, type TrainedModel } from './trained-card.js';

const FRAME = { height: 64, width: 64 };

function firstWeights(): Map<string, Float32Array> {
  const parameters = Parameters.create();
  student(parameters, STUDENTS.tiny, {
    person: input('person', [1, 3, 64, 64]),
    garment: input('garment', [1, 3, 64, 64]),
    garmentMask: input('garment_mask', [1, 1, 64, 64]),
  });
  return new Map([...parameters.initialValues(1)].map(([name, values]) => [`student.${name}`, values]));
}

const FREE: RecordedData = {
  name: 'own',
  terms: 'all rights',
  use: 'commercial',
  share: 1,
  pairs: 8,
  digest: 'a',
};
const BOUND: RecordedData = { ...FREE, name: 'VITON', terms: 'no licence', use: 'research' };

async function trained(
  data: readonly RecordedData[],
  more: Partial<TrainedModel> = {},
): Promise<TrainedModel> {
  const config = parseRunConfig(
    JSON.stringify({
      name: 'mine',
      preset: 'tiny',
      notes: ['Sees no hats.'],
      data: [{ layout: 'viton', path: '.' }],
    }),
    'c.json',
  );
  const record: RunRecord = { version: 1, config, workers: 1, stages: [], data, files: {}, starts: [] };
  const model = await studentModel({ kind: 'small', config: STUDENTS.tiny }, FRAME, firstWeights());
  return {
    id: 'mine',
    record,
    frame: FRAME,
    student: model,
    files: new Map(),
    metrics: [],
    samples: 320,
    ...more,
  };
}

const PARENT = {
  id: 'parent',
  licence: 'Research only: VITON',
  allowedUse: 'research',
  trainingData: [{ name: 'VITON train', terms: 'no licence' }],
  notes: ['Collars are wrong.'],
} as const;

describe('trainedCard', () => {
  it('should be a sound card that tells data, terms, training and notes', async () => {
    const files = new Map([['weights.safetensors', Uint8Array.of(1)]]);

    const card = trainedCard(await trained([FREE], { files }));

    expect(readModelCard(JSON.stringify(card), 'mine')).toMatchObject({ id: 'mine', frame: FRAME });
    expect(card.files.map(({ path }) => path)).toEqual(['model.onnx', 'weights.safetensors']);
    expect(card.trainingData).toEqual([{ name: 'own (8 pairs)', terms: 'all rights' }]);
    expect(card.notes[0]).toContain('preset tiny, seed 1, 320 samples');
    expect(card.notes).toContain('Sees no hats.');
  });

  it('should have the tensors that the graph has', async () => {
    const { student: model } = await trained([FREE]);
    const plain = new Map(
      [...firstWeights()].map(([name, values]) => [name.slice('student.'.length), values]),
    );

    const { inputs, outputs, features } = studentGraph(STUDENTS.tiny, plain);

    expect(model).toMatchObject({ inputs, outputs, features });
  });

  it('should allow commercial use when all data do', async () => {
    expect(trainedCard(await trained([FREE])).allowedUse).toBe('commercial');
  });

  it('should allow research only when one data set does not say more', async () => {
    const card = trainedCard(await trained([FREE, BOUND]));

    expect(card.allowedUse).toBe('research');
    expect(card.licence).toContain('VITON (8 pairs): no licence');
  });

  it('should inherit data, terms and faults of the model that training began with', async () => {
    const parent = { ...PARENT, trainingData: [...PARENT.trainingData], notes: [...PARENT.notes] };

    const card = trainedCard(await trained([FREE], { parent }));

    expect(card.allowedUse).toBe('research');
    expect(card.trainingData.map(({ name }) => name)).toEqual(['VITON train', 'own (8 pairs)']);
    expect(card.notes).toContain('Training began with the weights of parent.');
    expect(card.notes).toContain('Of its parent: Collars are wrong.');
  });
});
