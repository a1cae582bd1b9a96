import { createHash } from 'node:crypto';
import type { ModelCard, ModelMetric, TrainingData } from '../../models/model-card.js';
import type { RunRecord } from '../../neural/training/run/run-record.js';
import type { ParentCard } from './parent-card.js';
import type { StudentModel } from './student-files.js';
import type { Frame } from '../../neural/datasets/frame.js';

/** What a card is written from. */
export interface TrainedModel {
  readonly id: string;
  readonly record: RunRecord;
  readonly frame: Frame;
  readonly student: StudentModel;
  /** Further files of the model by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly metrics: readonly ModelMetric[];
  /** Samples of all stages of this run. */
  readonly samples: number;
  /** How much of the weights that training began with was mixed in, 0…1. */
  readonly startShare?: number;
  readonly parent?: ParentCard;
}

const GRAPH = 'model.onnx';

/** The card of a trained student. It allows commercial use only if all data that it ever saw do. */
export function trainedCard(model: TrainedModel): ModelCard {
  const { id, record, frame, student, files, metrics, parent } = model;
  const { config, data } = record;
  const trainingData = distinct([
    ...(parent?.trainingData ?? []),
    ...data.map(({ name, terms, pairs }) => ({ name: `${name} (${pairs} pairs)`, terms })),
  ]);
  const isFree =
    data.every(({ use }) => use === 'commercial') && (parent?.allowedUse ?? 'commercial') === 'commercial';
  const digests = [[GRAPH, student.graph] as const, ...files].map(([path, bytes]) => ({
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  return {
    id,
    version: config.version,
    name: config.title ?? config.name,
    licence: config.licence ?? licenceOf(isFree, trainingData, parent),
    allowedUse: isFree ? 'commercial' : 'research',
    trainingData,
    files: digests,
    graph: GRAPH,
    frame: { height: frame.height, width: frame.width },
    flow: { coordinates: 'absolute', alignCorners: false },
    inputs: student.inputs,
    outputs: student.outputs,
    features: { person: student.features.person, garment: student.features.garment },
    metrics: [...metrics],
    notes: [
      ...history(model),
      ...config.notes,
      ...(parent?.notes ?? []).map((note) => `Of its parent: ${note}`),
    ],
  };
}

function licenceOf(isFree: boolean, trainingData: readonly TrainingData[], parent?: ParentCard): string {
  if (isFree) return parent?.licence ?? 'That of whoever trained it; its training data allow commercial use';
  return `Research only: trained on ${trainingData.map(({ name, terms }) => `${name}: ${terms}`).join('; ')}`;
}

function history({ record, samples, startShare, parent }: TrainedModel): string[] {
  const { config, stages, starts } = record;
  const seen = stages.map(
    ({ stage, height, width, samples: count }) =>
      `${stage} ${count.toLocaleString('en')} at ${height}×${width}`,
  );
  const code = starts.at(-1)?.code;
  return [
    `Trained with \`tryflow train\`, preset ${config.preset}, seed ${config.seed}, ${samples.toLocaleString('en')} samples: ${seen.join(', ')}.`,
    ...(parent ? [`Training began with the weights of ${parent.id}.`] : []),
    ...(startShare === undefined
      ? []
      : [
          `${startShare} of each weight is the one that training began with, the rest the one that it ended with.`,
        ]),
    ...(code ? [`Code: tryflow ${code.tryflow}, learning core SHA-256 ${code.digest}.`] : []),
  ];
}

function distinct(data: readonly TrainingData[]): TrainingData[] {
  return [...new Map(data.map((item) => [item.name, item])).values()];
}
