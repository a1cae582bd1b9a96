import { availableParallelism } from 'node:os';
import type { StageSettings } from '../../neural/distillation/stages.js';
import type { StageMaterial } from '../../neural/training/run/distillation-stages.js';
import { planStages, settleWorkers } from '../../neural/training/run/plan-stages.js';
import { type Preset, PRESETS } from '../../neural/training/run/presets.js';
import type { LossConfig, RunConfig } from '../../neural/training/run/run-config.js';
import type { RecordedStart, RunRecord } from '../../neural/training/run/run-record.js';
import type { NamedWeights } from '../../neural/networks/named-weights.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { codeVersion } from './code-version.js';
import { loadParentCard, type ParentCard } from './parent-card.js';
import { readPerceptual } from './perceptual-file.js';
import { readNamed } from './read-named.js';
import { TrainingData } from './training-data.js';
import { readWeights, weightsPath } from './weights-file.js';

/** A configuration with everything behind it opened. */
export interface RunPlan {
  readonly record: RunRecord;
  /** For `DistillationStages`. */
  readonly material: StageMaterial;
  readonly validation?: TrainingData;
  /** Of the weights that training begins with. */
  readonly parent?: ParentCard;
  /** Decodes all data in all sizes that stages need, so that what is broken shows before anything is trained. */
  prepare(): Promise<void>;
}

/** Where the run lies and what began it before. */
export interface RunPlace {
  readonly cache: string;
  readonly before?: RunRecord;
  readonly tell: (line: string) => void;
}

/** Opens everything that a configuration names. */
export async function planRun(config: RunConfig, { cache, before, tell }: RunPlace): Promise<RunPlan> {
  const preset = PRESETS[config.preset];
  const stages = planStages(config, preset.stages);
  const workers = settleWorkers(stages, config.workers ?? before?.workers, availableParallelism());
  const open = (location: RunConfig['data'][number] | NonNullable<RunConfig['validation']>) =>
    TrainingData.open(location, cache, tell);
  const data: TrainingData[] = [];
  for (const source of config.data) data.push(await open(source));
  const validation = config.validation && (await open(config.validation));
  const start = await readStart(config);
  const perceptual = config.perceptual && (await readPerceptual(config.perceptual));
  const hasBodyParts = data.every(({ dataSet }) =>
    dataSet.pairs.every(({ bodyParts }) => bodyParts !== undefined),
  );
  const settings: StageSettings = {
    networks: preset.networks(hasBodyParts),
    losses: lossesOf(preset, config.losses),
    ...(preset.warpRate !== undefined && { warpRate: preset.warpRate }),
    ...(perceptual && { perceptual: perceptual.distance }),
  };
  const thisStart: RecordedStart = { at: new Date().toISOString(), code: await codeVersion() };
  const { seed, augmentation } = config;
  return {
    record: {
      version: 1,
      config,
      workers,
      stages,
      data: data.map(({ dataSet, digest }, i) => {
        const { name = dataSet.name, terms, use, share } = config.data[i]!;
        return { name, terms, use, share, pairs: dataSet.pairs.length, digest };
      }),
      files: {
        ...(start && { start: start.digest }),
        ...(perceptual && { perceptual: perceptual.digest }),
      },
      starts: [...(before?.starts ?? []), thisStart],
    },
    material: {
      settings,
      training: preset.training,
      seed,
      workers,
      augmentation: augmentation === 'off' ? 'off' : {},
      start: start?.weights ?? new Map(),
      sources: (frame) =>
        Promise.all(
          data.map(async (one, i) => ({
            store: await one.prepared(frame),
            share: config.data[i]?.share ?? 1,
          })),
        ),
      shown: async (frame) => ({ store: await (validation ?? data[0]!).prepared(frame), share: 1 }),
    },
    ...(validation && { validation }),
    ...(config.start !== undefined && { parent: await loadParentCard(config.start) }),
    prepare: async () => {
      for (const stage of stages) {
        for (const one of validation ? [...data, validation] : data) await one.prepared(stage);
      }
    },
  };
}

function lossesOf({ losses }: Preset, { distillation, smoothness }: LossConfig): StageSettings['losses'] {
  return { ...losses, distillation, ...(!smoothness && { smoothness: 0 }) };
}

interface Start {
  readonly weights: NamedWeights;
  readonly digest: string;
}

async function readStart({ start, preset }: RunConfig): Promise<Start | undefined> {
  if (start === undefined) return undefined;
  const path = await weightsPath(start);
  const found = await readWeights(path);
  if (found.preset !== undefined && found.preset !== preset) {
    throw new TrainingError(`${path} holds networks of the preset "${found.preset}"; set "preset" to that.`);
  }
  return { weights: found.weights, digest: (await readNamed(path)).digest };
}
