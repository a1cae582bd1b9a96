import { describe, expect, it } from 'vitest';
import { planStages, settleWorkers } from './plan-stages.js';
import type { StageConfig } from './run-config.js';
import type { StagePlan } from './stage-plan.js';

const SHARED = { height: 128, width: 96, batch: 8, warmUp: 100, decay: 'cosine' } as const;
const PRESET: readonly StagePlan[] = [
  { ...SHARED, stage: 'tutor-warp', samples: 1000, learningRate: 1e-3 },
  { ...SHARED, stage: 'tutor', samples: 2000, learningRate: 5e-4 },
  { ...SHARED, stage: 'student', samples: 3000, learningRate: 2e-4 },
];

const plan = (stages: StageConfig[] | undefined, start?: string) => planStages({ stages, start }, PRESET);

describe('planStages', () => {
  it('should be the preset when no stages are given', () => {
    expect(plan(undefined)).toEqual(PRESET);
  });

  it('should take what a stage does not say from the stage of that name', () => {
    const [first, second] = plan([
      { stage: 'tutor-warp', samples: 500 },
      { stage: 'tutor', width: 192 },
    ]);

    expect(first).toEqual({ ...PRESET[0], samples: 500 });
    expect(second).toEqual({ ...PRESET[1], width: 192 });
  });

  it('should let a stage come twice, as coarse training first does', () => {
    const plans = plan([{ stage: 'tutor-warp' }, { stage: 'tutor-warp', height: 256, width: 192 }]);

    expect(plans.map(({ height }) => height)).toEqual([128, 256]);
  });

  it.each<[string, StageConfig, string]>([
    ['a side is odd', { stage: 'tutor-warp', height: 100 }, 'Stage 1, tutor-warp: height and width must be'],
    ['the warm-up takes all', { stage: 'tutor-warp', samples: 100 }, 'a warm-up of 100 samples leaves'],
    ['the preset lacks the stage', { stage: 'student-warp' }, 'The preset has no stage student-warp.'],
  ])('should refuse when %s', (_case, stage, reason) => {
    expect(() => plan([stage])).toThrow(reason);
  });

  it('should refuse a student without a tutor unless it starts from given weights', () => {
    expect(() => plan([{ stage: 'student' }])).toThrow('Stage 1, student, needs tutor-warp before it');
    expect(plan([{ stage: 'student' }], '/w.safetensors')).toEqual([PRESET[2]]);
  });
});

describe('settleWorkers', () => {
  it('should be as many as there are cores when they share every batch evenly', () => {
    expect(settleWorkers(PRESET, undefined, 4)).toBe(4);
    expect(settleWorkers(PRESET, undefined, 7)).toBe(4);
    expect(settleWorkers([...PRESET, { ...PRESET[0]!, batch: 6 }], undefined, 4)).toBe(2);
  });

  it('should be what is wanted, or refuse it when a batch cannot be shared', () => {
    expect(settleWorkers(PRESET, 8, 1)).toBe(8);
    expect(() => settleWorkers(PRESET, 3, 4)).toThrow('a batch of 8 cannot be shared by 3 workers');
  });
});
