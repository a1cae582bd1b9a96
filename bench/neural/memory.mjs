import { STUDENTS } from '../../dist/neural/networks/student/student-config.js';
import { TrainingSession } from '../../dist/neural/training/training-session.js';
import { buildTrainingStep } from '../../dist/neural/training/training-step.js';
import { figure, section } from '../support/print.mjs';
import { LEARNING_RATE, trainingWorkload } from './training-workload.mjs';

const POINTS = 10;
const MEGABYTE = 1e6;

/**
 * Resident memory of this process at ten points of a long training of the tiny student.
 * @param {number} steps
 * @param {number} threads
 */
export async function benchMemory(steps, threads) {
  section(`Memory over ${steps} training steps of the tiny student, batch 1`);
  const { definition, weights, batch } = trainingWorkload(STUDENTS.tiny, 1);
  const session = await TrainingSession.start(buildTrainingStep(definition), weights, { threads });
  const start = performance.now();
  for (let point = 1, done = 0; point <= POINTS; point++) {
    const until = Math.round((steps * point) / POINTS);
    let loss = NaN;
    for (; done < until; done++) ({ loss } = await session.step([batch], LEARNING_RATE));
    const note = `loss ${loss.toFixed(4)}, ${((performance.now() - start) / 1000).toFixed(0)} s`;
    figure(`resident after ${done} steps`, process.memoryUsage.rss() / MEGABYTE, 'MB', { note });
  }
  await session.close();
}
