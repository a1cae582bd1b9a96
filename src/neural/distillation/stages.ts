import type { Frame } from '../datasets/frame.js';
import { add, mul, sub } from '../graph/operators/arithmetic.js';
import { blend } from '../graph/operators/blend.js';
import { stopGradient } from '../graph/operators/stop-gradient.js';
import type { Tensor } from '../graph/tensor.js';
import { maskedL1 } from '../losses/reconstruction.js';
import { Parameters } from '../networks/parameters.js';
import type { ParameterGroup, Statistic } from '../training/training-step.js';
import { type BatchInputs, batchInputs } from './batch-inputs.js';
import { distillationObjective } from './distillation-objective.js';
import type { LossWeights } from './loss-weights.js';
import { meanOffset, overlap } from './measures.js';
import { type NetworkFamily, networkFamily, type NetworkSizes, type TryOnTensors } from './network-family.js';
import type { PerceptualDistance } from './perceptual-distance.js';
import {
  pictureObjective,
  preservationObjective,
  skinObjective,
  unchangedPixels,
} from './picture-objective.js';
import { type Regions, regionsOf } from './regions.js';
import { warpObjective, type WornGarment } from './warp-objective.js';

/** The four stages of training (PF-AFN, section 4.1), in their order. */
export const STAGES = ['tutor-warp', 'tutor', 'student-warp', 'student'] as const;

/** Name of a stage. */
export type StageName = (typeof STAGES)[number];

/** What all stages of a training have in common. */
export interface StageSettings {
  readonly networks: NetworkSizes;
  readonly losses: LossWeights;
  readonly perceptual?: PerceptualDistance;
  /** Rate of the warping part, as a share, while the generator is trained; default 0.2 (the release). */
  readonly warpRate?: number;
}

/** How a stage is written down. */
export interface StageUse {
  /** Samples in a batch. */
  readonly samples: number;
  readonly frame: Frame;
  /** False to look at pictures: batch norms then use running statistics. */
  readonly isTraining: boolean;
}

/** One stage: tensors, not yet a graph. */
export interface Stage {
  readonly loss: Tensor;
  readonly metrics: Readonly<Record<string, Tensor>>;
  readonly groups: readonly ParameterGroup[];
  readonly statistics: ReadonlyMap<string, Statistic>;
  /** Pictures [B, 3, H, W], −1…1, for sheets to look at, by their heading. */
  readonly pictures: Readonly<Record<string, Tensor>>;
  /** Tutor and student, `tutor.…` and `student.…`; those in no group stay as they are. */
  readonly parameters: Parameters;
  readonly batch: BatchInputs;
}

/** Writes a stage down. */
export function defineStage(name: StageName, settings: StageSettings, use: StageUse): Stage {
  const batch = batchInputs(use.samples, use.frame);
  const parameters = Parameters.create();
  const trained = name.startsWith('tutor') ? 'tutor' : 'student';
  const family = networkFamily(settings.networks, use.isTraining ? trained : undefined);
  const parts: StageParts = {
    settings,
    family,
    batch,
    parameters,
    regions: regionsOf(batch.labels, batch.keypoints),
    hasPicture: !name.endsWith('-warp'),
    isTraining: use.isTraining,
  };
  const body = trained === 'tutor' ? tutorStage(parts) : studentStage(parts);
  const statistics = new Map(
    [...family.newStatistics].map(([weight, after]) => {
      const before = parameters.all.get(weight) as Tensor;
      return [weight, { before, after }];
    }),
  );
  return {
    ...body,
    groups: groupsOf(trained, parameters, parts.hasPicture, settings.warpRate),
    statistics,
    parameters,
    batch,
  };
}

interface StageParts {
  readonly settings: StageSettings;
  readonly family: NetworkFamily;
  readonly batch: BatchInputs;
  readonly parameters: Parameters;
  readonly regions: Regions;
  /** Whether the generator is trained too. */
  readonly hasPicture: boolean;
  readonly isTraining: boolean;
}

type StageBody = Pick<Stage, 'loss' | 'metrics' | 'pictures'>;

function tutorStage(parts: StageParts): StageBody {
  const { settings, family, batch, parameters, regions, hasPicture } = parts;
  const { losses, perceptual } = settings;
  const worn: WornGarment = { photo: batch.photo, mask: regions.worn };
  const outputs = family.tutor(parameters.at('tutor'), batch, regions, batch.garment);
  const warp = warpObjective(family, outputs, batch.garment, worn, losses, perceptual);
  const picture = hasPicture ? pictureObjective(outputs, worn, losses, perceptual) : undefined;
  const tryOn = picture?.tryOn ?? outputs.tryOn;
  return {
    loss: picture ? add(mul(warp, losses.warpInTutor), picture.loss) : warp,
    metrics: metricsOf(outputs, worn, hasPicture ? { tryOn } : {}),
    pictures: {
      'garment picture': batch.garment.image,
      'warped garment': outputs.warpedGarment,
      ...(hasPicture && { 'try-on': tryOn }),
      ...(hasPicture && !parts.isTraining && fakeOf(parts)),
      'real photo': batch.photo,
    },
  };
}

/** What the student will be given: the person in another garment. */
function fakeOf({ family, parameters, batch, regions }: StageParts): Record<string, Tensor> {
  const { tryOn } = family.tutor(parameters.at('tutor'), batch, regions, batch.otherGarment);
  return { 'other garment': batch.otherGarment.image, fake: tryOn };
}

function studentStage({ settings, family, batch, parameters, regions, hasPicture }: StageParts): StageBody {
  const { losses, perceptual } = settings;
  const worn: WornGarment = { photo: batch.photo, mask: regions.worn };
  const fake = family.tutor(parameters.at('tutor'), batch, regions, batch.otherGarment).tryOn;
  const person = stopGradient(blend(batch.otherwise, fake, batch.hasOtherwise));
  const outputs = family.student(parameters.at('student'), person, batch.garment);
  const terms = [warpObjective(family, outputs, batch.garment, worn, losses, perceptual)];
  if (hasPicture) terms[0] = mul(terms[0] as Tensor, losses.warpInStudent);
  if (losses.distillation !== 'none') {
    const tutor = family.tutor(parameters.at('tutor'), batch, regions, batch.garment);
    terms.push(distillationObjective(outputs, tutor, worn, losses, sub(1, batch.hasOtherwise)));
  }
  const picture = hasPicture ? pictureObjective(outputs, worn, losses, perceptual) : undefined;
  if (picture) {
    const hiddenSkin = mul(regions.skin, sub(1, unchangedPixels(person, batch.photo)));
    terms.push(picture.loss, skinObjective(picture.tryOn, batch.photo, hiddenSkin, losses, perceptual));
    if (outputs.preservation) {
      terms.push(preservationObjective(outputs.preservation, person, worn, losses));
    }
  }
  return {
    loss: terms.reduce(add),
    metrics: metricsOf(outputs, worn, picture ? { tryOn: picture.tryOn } : {}),
    pictures: {
      'garment picture': batch.garment.image,
      'person image': person,
      'warped garment': outputs.warpedGarment,
      ...(hasPicture && { rendered: outputs.rendered, 'try-on': outputs.tryOn }),
      'real photo': batch.photo,
    },
  };
}

/** Figures of 1, so that runs can be compared: L1 within the worn garment, of the whole try-on, overlap of the masks. */
function metricsOf(
  outputs: TryOnTensors,
  worn: WornGarment,
  { tryOn }: { readonly tryOn?: Tensor },
): Record<string, Tensor> {
  const everywhere = add(mul(worn.mask, 0), 1);
  return {
    warped_l1: mul(maskedL1(outputs.warpedGarment, worn.photo, worn.mask), 0.5),
    mask_iou: overlap(outputs.warpedMask, worn.mask),
    flow_offset: meanOffset(outputs),
    ...(tryOn && {
      try_on_l1: mul(maskedL1(tryOn, worn.photo, everywhere), 0.5),
      worn_l1: mul(maskedL1(tryOn, worn.photo, worn.mask), 0.5),
    }),
  };
}

/** Names of the generators' weights: `student.generator.…` of the small family, `student.gen.…` of the release's. */
const GENERATOR = /^\w+\.gen(erator)?\./;

const DEFAULT_WARP_RATE = 0.2;

function groupsOf(
  network: 'tutor' | 'student',
  parameters: Parameters,
  hasPicture: boolean,
  warpRate = DEFAULT_WARP_RATE,
): ParameterGroup[] {
  const own = [...parameters.trained].filter(([name]) => name.startsWith(`${network}.`));
  const warp = new Map(own.filter(([name]) => !GENERATOR.test(name)));
  const generator = new Map(own.filter(([name]) => GENERATOR.test(name)));
  return hasPicture
    ? [
        { name: 'warp', weights: warp, rate: warpRate },
        { name: 'generator', weights: generator },
      ]
    : [{ name: 'warp', weights: warp }];
}
