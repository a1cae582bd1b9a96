import { RELEASE_LOSSES, SMALL_LOSSES, type LossWeights } from '../../distillation/loss-weights.js';
import type { NetworkSizes } from '../../distillation/network-family.js';
import { STUDENTS } from '../../networks/student/student-config.js';
import type { RunConfig } from './run-config.js';
import type { StagePlan } from './stage-plan.js';
import type { StageMaterial } from './distillation-stages.js';

/** A whole training by name. */
export interface Preset {
  /** @param hasBodyParts whether the data know DensePose parts */
  networks(hasBodyParts: boolean): NetworkSizes;
  readonly losses: LossWeights;
  /** See `StageSettings`; default: the release's. */
  readonly warpRate?: number;
  readonly training: StageMaterial['training'];
  readonly stages: readonly StagePlan[];
}

const TINY = { height: 64, width: 64, batch: 4, warmUp: 40, decay: 'cosine', learningRate: 2e-3 } as const;
const SMALL = { height: 128, width: 96, batch: 8, warmUp: 1600, decay: 'cosine' } as const;
const LARGE = { height: 256, width: 192, batch: 8, warmUp: 800, decay: 'cosine' } as const;
const RELEASE = {
  height: 256,
  width: 192,
  batch: 32,
  warmUp: 0,
  decay: 'linear',
  learningRate: 5e-5,
} as const;

/** Pairs that the paper trained on, each epoch. */
const RELEASE_PAIRS = 14_221;

export const PRESETS: Readonly<Record<RunConfig['preset'], Preset>> = {
  /** For tests: seconds, and nothing to look at. */
  tiny: {
    networks: () => ({ kind: 'small', config: STUDENTS.tiny }),
    losses: SMALL_LOSSES,
    training: { clipNorm: 1, averageDecay: 0.9 },
    stages: [
      { ...TINY, stage: 'tutor-warp', samples: 400 },
      { ...TINY, stage: 'tutor', samples: 400 },
      { ...TINY, stage: 'student-warp', samples: 400 },
      { ...TINY, stage: 'student', samples: 400 },
    ],
  },
  /** Ours, for CPUs: coarse first, then at the size of the student. */
  small: {
    networks: () => ({ kind: 'small', config: STUDENTS.small }),
    losses: SMALL_LOSSES,
    warpRate: 0.5,
    training: { optimiser: { weightDecay: 1e-4 }, clipNorm: 2, averageDecay: 0.999 },
    stages: [
      { ...SMALL, stage: 'tutor-warp', samples: 24_000, learningRate: 1e-3 },
      { ...SMALL, stage: 'tutor', samples: 48_000, learningRate: 1e-3 },
      { ...SMALL, stage: 'student-warp', samples: 32_000, learningRate: 1e-3 },
      { ...SMALL, stage: 'student', samples: 160_000, learningRate: 1e-3 },
      { ...LARGE, stage: 'student', samples: 64_000, learningRate: 3e-4 },
    ],
  },
  /** The paper's, for GPUs (PF-AFN, section 4.1 and its supplement). */
  release: {
    networks: (hasBodyParts) => ({ kind: 'reference', hasBodyParts }),
    losses: RELEASE_LOSSES,
    training: { optimiser: { beta1: 0.5 } },
    stages: [
      { ...RELEASE, stage: 'tutor-warp', samples: 100 * RELEASE_PAIRS },
      { ...RELEASE, stage: 'tutor', samples: 100 * RELEASE_PAIRS },
      { ...RELEASE, stage: 'student-warp', samples: 200 * RELEASE_PAIRS },
      { ...RELEASE, stage: 'student', samples: 100 * RELEASE_PAIRS },
    ],
  },
};
