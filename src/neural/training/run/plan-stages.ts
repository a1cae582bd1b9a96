import { STAGES } from '../../distillation/stages.js';
import type { RunConfig, StageConfig } from './run-config.js';
import type { StagePlan } from './stage-plan.js';
import { TrainingError } from './training-error.js';

/** Sides of pictures that networks halve five times. */
const SIDE_MULTIPLE = 32;

/**
 * How many workers share every batch evenly.
 *
 * @param wanted by the person; absent: as many as there are cores for
 * @throws TrainingError naming the stage whose batch they cannot share
 */
export function settleWorkers(
  plans: readonly StagePlan[],
  wanted: number | undefined,
  cores: number,
): number {
  const uneven = (workers: number) => plans.find(({ batch }) => batch % workers !== 0);
  if (wanted === undefined) {
    const counts = Array.from({ length: Math.max(1, cores) }, (_, i) => i + 1);
    return counts.findLast((workers) => !uneven(workers)) ?? 1;
  }
  const plan = uneven(wanted);
  if (!plan) return wanted;
  throw new TrainingError(
    `Stage ${plan.stage}: a batch of ${plan.batch} cannot be shared by ${wanted} workers; choose a multiple, or other workers.`,
  );
}

/**
 * Settles every stage of a run: what the configuration does not say comes from the preset's stage of that name.
 *
 * @param preset stages of the configuration's preset
 * @throws TrainingError naming the stage that cannot be trained so
 */
export function planStages(
  config: Pick<RunConfig, 'stages' | 'start'>,
  preset: readonly StagePlan[],
): StagePlan[] {
  const plans = (config.stages ?? preset).map((stage) => settle(stage, preset));
  plans.forEach(check);
  if (config.start === undefined) checkOrder(plans);
  return plans;
}

function settle(stage: StageConfig, preset: readonly StagePlan[]): StagePlan {
  const defaults = preset.find((plan) => plan.stage === stage.stage);
  if (!defaults) throw new TrainingError(`The preset has no stage ${stage.stage}.`);
  const given = Object.fromEntries(Object.entries(stage).filter(([, value]) => value !== undefined));
  return { ...defaults, ...given };
}

function check({ stage, height, width, samples, warmUp }: StagePlan, index: number): void {
  const refuse = (reason: string): never => {
    throw new TrainingError(`Stage ${index + 1}, ${stage}: ${reason}.`);
  };
  if (height % SIDE_MULTIPLE !== 0 || width % SIDE_MULTIPLE !== 0)
    refuse(`height and width must be multiples of ${SIDE_MULTIPLE}, not ${height}×${width}`);
  if (warmUp >= samples) refuse(`a warm-up of ${warmUp} samples leaves nothing of ${samples}`);
}

/** A student learns from a tutor, an end-to-end stage from its warping stage. */
function checkOrder(plans: readonly StagePlan[]): void {
  plans.forEach(({ stage }, index) => {
    const needed = STAGES.slice(0, STAGES.indexOf(stage));
    const before = plans.slice(0, index).map((plan) => plan.stage);
    const missing = needed.find((name) => name.startsWith('tutor') && !before.includes(name));
    if (missing !== undefined) {
      throw new TrainingError(
        `Stage ${index + 1}, ${stage}, needs ${missing} before it; add that stage, or give \`start\` weights.`,
      );
    }
  });
}
