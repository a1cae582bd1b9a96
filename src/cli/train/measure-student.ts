import { PreparedStore } from '../../neural/datasets/loading/store/prepared-store.js';
import { runCycleProtocol } from '../../neural/validation/cycle-protocol.js';
import { otherGarments } from '../../neural/validation/other-garments.js';
import { StudentRunner } from '../../neural/validation/student-runner.js';
import type { ModelMetric } from '../../models/model-card.js';
import type { Estimate } from '../../neural/metrics/estimate.js';

/** Where a student is measured. */
export interface Measurement {
  /** Prepared pairs of the student's frame that it has not learned from. */
  readonly store: string;
  /** What the card calls them. */
  readonly name: string;
  /** How to measure again. */
  readonly command: string;
}

/** Which garment everybody tries on in between. */
const OTHERS_SEED = 1;

/** Figures of the cycle test for a model's card: own garment → another → own, compared with the photo. */
export async function measureStudent(graph: Uint8Array, measurement: Measurement): Promise<ModelMetric[]> {
  const store = await PreparedStore.open(measurement.store);
  const runner = await StudentRunner.open(graph);
  try {
    const others = otherGarments(store.length, OTHERS_SEED);
    const { ssim, l1, iou } = await runCycleProtocol(runner, store, { others });
    const { height, width } = store;
    const metric = (name: string, { mean, low, high, count }: Estimate, how: string): ModelMetric => ({
      name: `${name}, ${measurement.name}, cycle`,
      value: Number(mean.toPrecision(4)),
      protocol: `${count} pairs, own → other (one random cycle, seed ${OTHERS_SEED}) → own garment, ${height}×${width}, ${how}; 95 % interval ${low.toPrecision(4)}–${high.toPrecision(4)}`,
      command: measurement.command,
    });
    return [
      metric('SSIM', ssim, 'grey, 11×11 window, σ 1.5'),
      metric('L1', l1, 'of 1'),
      metric('worn-mask IoU', iou, 'against the garment labels of the photo'),
    ];
  } finally {
    await runner.close();
    store.close();
  }
}
