import { Tensor as OrtTensor } from 'onnxruntime-node';
import type { TrainingBatch } from '../../datasets/training-batch.js';
import type { AugmentationChoice } from '../../datasets/loading/augmentation/augmentation-options.js';
import { BatchAssembler, type BatchSource } from '../../datasets/loading/batch-assembler.js';
import { BatchLoader } from '../../datasets/loading/batch-loader.js';
import { buildStage, firstWeights, stageDefinition, type StageRun } from '../../distillation/build-stage.js';
import { defineStage, type StageSettings } from '../../distillation/stages.js';
import { buildModel } from '../../graph/build-model.js';
import { elementCount } from '../../graph/shape.js';
import type { OnnxModel } from '../../graph/onnx-model.js';
import { floats, GraphSession, type Values } from '../../runtime/graph-session.js';
import { ParallelTraining } from '../parallel-training.js';
import type { PlanarPicture } from '../reporting/contact-sheet.js';
import { type TrainingSnapshot, TrainingState } from '../training-state.js';
import type { TrainingParts, TrainingStepDefinition } from '../training-step.js';
import { TrainingError } from './training-error.js';
import type { NamedWeights } from '../../networks/named-weights.js';
import type { Frame } from '../../datasets/frame.js';
import type { OpenStage, StageOpener, StagePlan, StageView } from './stage-plan.js';

/** What the stages of a run are made of. */
export interface StageMaterial {
  /** Networks, losses and what they compare with. */
  readonly settings: StageSettings;
  readonly training: Pick<StageRun, 'optimiser' | 'clipNorm' | 'averageDecay'>;
  readonly seed: number;
  /** Threads that each compute a shard of every batch. */
  readonly workers: number;
  readonly augmentation: AugmentationChoice;
  /** First weights by name; what they lack begins at random. */
  readonly start: NamedWeights;
  /** Prepared data of a size to learn from. */
  sources(frame: Frame): Promise<readonly BatchSource[]>;
  /** Prepared data of a size to look at. */
  shown(frame: Frame): Promise<BatchSource>;
}

/** A training step that is not yet a graph, and where it begins. */
export interface StageStart {
  readonly definition: TrainingStepDefinition;
  readonly first: NamedWeights;
}

/** Rows of a sheet. */
const SHOWN = 6;
const PREFIX = 'picture ';
/** Between the seeds of two stages, and of two processes. */
const STAGE_SEED_STEP = 1_000_003;
const RANK_SEED_STEP = 7_919;

/** The stages of distillation on prepared data, in worker threads. */
export class DistillationStages implements StageOpener {
  constructor(private readonly material: StageMaterial) {}

  /** @throws TrainingError when the weights to start from are those of other networks */
  firstWeights(): Promise<NamedWeights> {
    const { start, settings } = this.material;
    const frame = { height: 64, width: 64 };
    const { parameters } = defineStage('student', settings, { samples: 1, frame, isTraining: true });
    for (const [name, { length }] of start) {
      const wanted = parameters.all.get(name);
      if (!wanted || elementCount(wanted.shape) !== length) {
        throw new TrainingError(
          `The weights to start from do not fit the preset: it has ${wanted ? `another size of ${name}` : `no ${name}`}.`,
        );
      }
    }
    return Promise.resolve(start);
  }

  /** Weights that a stage has trained so far, as they are used afterwards, without starting it. */
  weightsIn(
    plan: StagePlan,
    { weights, ...snapshot }: TrainingSnapshot & { weights: NamedWeights },
  ): NamedWeights {
    return TrainingState.from(this.build(plan, weights).parts, snapshot).weights(this.kept);
  }

  async open(
    plan: StagePlan,
    index: number,
    weights: NamedWeights,
    snapshot?: TrainingSnapshot,
  ): Promise<OpenStage> {
    const { seed, workers, augmentation } = this.material;
    const frame = { height: plan.height, width: plan.width };
    const { first, parts } = this.build(plan, weights);
    const loader = await BatchLoader.open({
      sources: await this.material.sources(frame),
      batch: plan.batch,
      shards: workers,
      seed: loaderSeed(seed, index, 0),
      augmentation,
    });
    const trainer = snapshot
      ? await ParallelTraining.resume(parts, snapshot)
      : await ParallelTraining.start(parts, first);
    const fed = inputNames(parts.gradient);
    return {
      trainer,
      kept: this.kept,
      batch: async (step) => (await loader.batch(step)).map((batch) => valuesOf(batch, fed)),
      view: (now) => this.view(plan, new Map([...first, ...now])),
      close: async () => {
        await loader.close();
        await trainer.close();
      },
    };
  }

  /** A stage's step for another engine, all of the batch in one piece, and the weights that it begins with. */
  definition(plan: StagePlan, weights: NamedWeights): StageStart {
    const { settings, training, seed } = this.material;
    const { stage, height, width, batch: samples } = plan;
    const frame = { height, width };
    const first = firstWeights(
      defineStage(stage, settings, { samples, frame, isTraining: true }),
      weights,
      seed,
    );
    return { first, definition: stageDefinition(stage, settings, { ...training, frame, samples }, first) };
  }

  /** Batches of a stage for another engine: those of its process `rank`, each in one piece. */
  async batches({ height, width, batch }: StagePlan, index: number, rank: number): Promise<BatchLoader> {
    const { seed, augmentation } = this.material;
    return BatchLoader.open({
      sources: await this.material.sources({ height, width }),
      batch,
      shards: 1,
      seed: loaderSeed(seed, index, rank),
      augmentation,
    });
  }

  private get kept(): OpenStage['kept'] {
    return this.material.training.averageDecay === undefined ? 'weights' : 'average';
  }

  private build(plan: StagePlan, weights: NamedWeights): { first: NamedWeights; parts: TrainingParts } {
    const { settings, training, seed, workers } = this.material;
    const { stage, height, width, batch } = plan;
    const frame = { height, width };
    const shard = { samples: batch / workers, frame, isTraining: true };
    const first = firstWeights(defineStage(stage, settings, shard), weights, seed);
    const run = { ...training, frame, batch, shards: workers };
    return { first, parts: buildStage(stage, settings, run, first) };
  }

  /** The same pairs each time, as they are. */
  private async view({ stage, height, width }: StagePlan, weights: NamedWeights): Promise<StageView> {
    const frame = { height, width };
    const { settings, seed } = this.material;
    const sources = [await this.material.shown(frame)];
    const assembler = await BatchAssembler.open({
      sources,
      batch: SHOWN,
      shards: 1,
      seed,
      augmentation: 'off',
    });
    const [batch] = assembler.assemble(0);
    assembler.close();
    const { pictures: shown } = defineStage(stage, settings, { samples: SHOWN, frame, isTraining: false });
    // Headings may be names of inputs; a model's outputs may not.
    const outputs = Object.fromEntries(Object.entries(shown).map(([name, x]) => [PREFIX + name, x]));
    const model = buildModel({ outputs, weights });
    const session = await GraphSession.open(model, { threads: this.material.workers });
    const pictures = await session.run(valuesOf(batch!, inputNames(model)));
    await session.close();
    const columns = Object.entries(pictures);
    return {
      labels: columns.map(([name]) => name.slice(PREFIX.length)),
      rows: Array.from({ length: SHOWN }, (_, row) =>
        columns.map(([, { data }]): PlanarPicture => {
          const size = 3 * height * width;
          return { height, width, data: (data as Float32Array).subarray(row * size, (row + 1) * size) };
        }),
      ),
    };
  }
}

function loaderSeed(seed: number, stage: number, rank: number): number {
  return (seed + STAGE_SEED_STEP * stage + RANK_SEED_STEP * rank) % 2 ** 31;
}

/** What a model is fed with: its inputs that hold no stored values. */
function inputNames({ graph }: OnnxModel): ReadonlySet<string> {
  const stored = new Set(graph.initializer.map(({ name }) => name));
  return new Set(graph.input.map(({ name }) => name).filter((name) => !stored.has(name)));
}

/** Those tensors of a batch that a stage looks at; a session refuses others. */
function valuesOf(batch: TrainingBatch, fed: ReadonlySet<string>): Values {
  return Object.fromEntries(
    Object.entries(batch)
      .filter(([name]) => fed.has(name))
      .map(([name, { data, shape }]) => [
        name,
        data instanceof Uint8Array ? new OrtTensor('uint8', data, shape) : floats(data, shape),
      ]),
  );
}
