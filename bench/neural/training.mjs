import { setTimeout as sleep } from 'node:timers/promises';
import { ParallelTraining } from '../../dist/neural/training/parallel-training.js';
import { buildTrainingParts } from '../../dist/neural/training/training-step.js';
import { figure, section } from '../support/print.mjs';
import { median } from '../support/statistics.mjs';
import { inShards, LEARNING_RATE, trainingWorkload } from './training-workload.mjs';

/** Adam keeps this share of its mean gradient; the rest of the first mean is the first gradient. */
const BETA1 = 0.9;
/** Largest relative difference of loss and gradient norm from PyTorch at the first step. */
const TOLERANCE = 1e-4;
/**
 * Distance of the gradient as a vector from the same step in float64, as a multiple of PyTorch's own in float32: where
 * rounding decides on which side of a kink a value lies (leaky ReLU, absolute value, pixel that a position falls into),
 * single elements differ, on both sides.
 */
const GRADIENT_MULTIPLE = 2;
/** What is allowed though PyTorch should happen to be nearer: rounding alone. */
const ROUNDING = 1e-5;
const ROUNDS = 5;
/** Idle between rounds, so that neither side's threads still wait for work in the other's time. */
const PAUSE_MS = 60;

/** Milliseconds. */
const CLOCKS = {
  wall: () => performance.now(),
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

/**
 * Samples per second of a training step, ours and PyTorch's in turn. Our threads share the batch, PyTorch's each operator.
 * @param {import('../../dist/neural/networks/student/student-config.js').StudentConfig} config
 * @param {number} batchSize
 * @param {{ threads: number, torch?: import('./torch-process.mjs').TorchProcess, budgetMs: number, by?: 'wall' |
 *   'processor' }} options by: the clock; of the processor, the time of all threads together
 * @returns {Promise<number | undefined>} ours ÷ PyTorch's, when there is one
 */
export async function benchTrainingStep(config, batchSize, { threads, torch, budgetMs, by = 'wall' }) {
  section(
    `Training step, ${config.height}×${config.width}, batch ${batchSize}, ${threads} thread${threads > 1 ? 's' : ''}, ${by} time`,
  );
  const workload = trainingWorkload(config, batchSize);
  const { definition } = trainingWorkload(config, batchSize / threads);
  const session = await ParallelTraining.start(buildTrainingParts(definition, threads), workload.weights);
  const shards = inShards(workload.batch, threads);
  const first = await session.step(shards, LEARNING_RATE);
  const gradient = session
    .snapshot()
    .state.get('mean.student')
    .map((mean) => mean / (1 - BETA1));
  if (torch) compareFirstSteps({ ...first, gradient }, await torch.prepare(workload));

  const clock = CLOCKS[by];
  const ourSteps = async (count) => {
    const times = [];
    for (let i = 0; i < count; i++) {
      const start = clock();
      await session.step(shards, LEARNING_RATE);
      times.push(clock() - start);
    }
    return times;
  };
  const theirSteps = async (count) => (await torch.steps(count))[by];
  const sides = torch ? [ourSteps, theirSteps] : [ourSteps];
  const times = await inTurn(sides, budgetMs);
  await session.close();
  const [ours, theirs] = times.map((ms) => (1000 * batchSize) / median(ms));
  figure('Tryflow', ours, 'samples/s', { note: `${median(times[0]).toFixed(0)} ms a step` });
  if (theirs === undefined) return undefined;
  figure(`PyTorch ${torch.version}`, theirs, 'samples/s', {
    note: `${median(times[1]).toFixed(0)} ms a step`,
  });
  const ratio = ours / theirs;
  figure('Tryflow ÷ PyTorch', ratio, '×', {
    digits: 2,
    note: `target ≥ 1: ${ratio >= 1 ? 'met' : 'MISSED'}`,
  });
  return ratio;
}

/** Rounds of every side in turn, as many steps each as fit the budget; fewer rounds when other work slows all down. */
async function inTurn(sides, budgetMs) {
  let slowestMs = 0;
  for (const side of sides) slowestMs = Math.max(slowestMs, ...(await side(1)));
  const count = Math.max(1, Math.floor(budgetMs / (ROUNDS * sides.length * slowestMs)));
  const times = sides.map(() => []);
  const deadline = performance.now() + budgetMs;
  for (let round = 0; round < ROUNDS && (round < 2 || performance.now() < deadline); round++) {
    for (const [i, side] of sides.entries()) {
      await sleep(PAUSE_MS);
      times[i].push(...(await side(count)));
    }
  }
  return times;
}

function compareFirstSteps(ours, theirs) {
  const values = `loss ${ours.loss.toFixed(6)}, PyTorch ${theirs.loss.toFixed(6)}`;
  const norms = `gradient norm ${ours.gradient_norm.toFixed(6)}, PyTorch ${theirs.gradientNorm.toFixed(6)}`;
  console.log(`  first step: ${values}; ${norms}`);
  agree('loss, relative difference', relative(ours.loss, theirs.loss), TOLERANCE);
  agree('gradient norm, relative difference', relative(ours.gradient_norm, theirs.gradientNorm), TOLERANCE);
  const reached = relativeDistance(theirs.gradient, theirs.exact);
  figure("gradient, PyTorch's distance from float64", reached, '', { digits: 7 });
  const most = Math.max(Number((GRADIENT_MULTIPLE * reached).toPrecision(2)), ROUNDING);
  agree('gradient, distance from float64', relativeDistance(ours.gradient, theirs.exact), most);
}

function agree(name, difference, most) {
  figure(name, difference, '', { digits: 7, most });
  if (!(difference <= most)) process.exitCode = 1;
}

function relative(a, b) {
  return Math.abs(a - b) / Math.abs(b);
}

function relativeDistance(a, b) {
  const length = (values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return length(a.map((value, i) => value - b[i])) / length(b);
}
