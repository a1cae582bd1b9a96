import type { Frame } from '../datasets/frame.js';
import { GraphError } from '../graph/onnx-model.js';
import type { NamedWeights } from '../networks/named-weights.js';
import {
  buildTrainingParts,
  type TrainingParts,
  type TrainingStepDefinition,
} from '../training/training-step.js';
import { defineStage, type Stage, type StageName, type StageSettings } from './stages.js';

/** How a stage is computed. */
export interface StageRun extends Pick<TrainingStepDefinition, 'optimiser' | 'clipNorm' | 'averageDecay'> {
  readonly frame: Frame;
  /** Samples in a step. */
  readonly batch: number;
  /** In how many shards, one for each worker thread; the batch is a multiple of it. */
  readonly shards: number;
}

/** Weights with which a stage begins: those known by name, and for the rest what `seed` gives. */
export function firstWeights(stage: Stage, known: NamedWeights, seed: number): NamedWeights {
  return new Map(
    [...stage.parameters.initialValues(seed)].map(([name, values]) => {
      const given = known.get(name) ?? ofTutor(name, values, known);
      return [name, given ?? values];
    }),
  );
}

/** A student begins as its tutor where both are alike (PF-AFN, section 4.1). */
function ofTutor(name: string, values: Float32Array, known: NamedWeights): Float32Array | undefined {
  const twin = known.get(name.replace(/^student\./, 'tutor.'));
  return twin?.length === values.length ? twin : undefined;
}

/**
 * A stage's training step for a batch of that many samples.
 *
 * @param weights values of all that the stage does not train
 */
export function stageDefinition(
  name: StageName,
  settings: StageSettings,
  { frame, samples, ...options }: Omit<StageRun, 'batch' | 'shards'> & { readonly samples: number },
  weights: NamedWeights,
): TrainingStepDefinition {
  const stage = defineStage(name, settings, { samples, frame, isTraining: true });
  const { loss, metrics, groups, statistics, parameters } = stage;
  const moving = new Set([...groups.flatMap((group) => [...group.weights.keys()]), ...statistics.keys()]);
  const frozen = new Map(
    [...weights].filter(([weight]) => parameters.all.has(weight) && !moving.has(weight)),
  );
  return { loss, metrics, groups, statistics, frozen, ...options };
}

/**
 * Graphs of a stage's training step.
 *
 * @param weights values of all that the stage does not train
 * @throws GraphError when the shards do not divide the batch
 */
export function buildStage(
  name: StageName,
  settings: StageSettings,
  { batch, shards, ...options }: StageRun,
  weights: NamedWeights,
): TrainingParts {
  if (batch % shards !== 0) throw new GraphError(`${shards} shards do not divide a batch of ${batch}.`);
  return buildTrainingParts(
    stageDefinition(name, settings, { ...options, samples: batch / shards }, weights),
    shards,
  );
}
