import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../checkpoints/read-safetensors.js';
import { toFloat32 } from '../checkpoints/to-float32.js';
import type { BatchTensor } from '../datasets/training-batch.js';
import { GraphSession, type Values } from '../runtime/graph-session.js';
import { TrainingSession } from '../training/training-session.js';
import { TrainingState, type TrainingSnapshot } from '../training/training-state.js';
import { buildTrainingParts, buildTrainingStep, isReadByGradient } from '../training/training-step.js';
import { sendBatches } from './loss-graph-frames.js';
import { readSnapshot, RUN_FILES, writeJob } from './loss-graph-job.js';
import { exportLossGraph } from './loss-graph.js';
import { smallBatch, smallTraining, smallWeights } from './testing/small-training.js';
import { torchPython, torchTitle, train } from './testing/torch-runner.js';

const STEPS = 4;
const SAMPLES = 2;
const learningRate = (step: number): number => 0.02 / (step + 1);
/** Which batch a step of a rank sees. */
const seedOf = (step: number, rank = 0): number => step + 100 * rank;

function fed(batch: Readonly<Record<string, BatchTensor>>): Values {
  const tensors = Object.entries(batch).map(([name, { data, shape }]) => {
    const type = data instanceof Uint8Array ? 'uint8' : 'float32';
    return [name, new OrtTensor(type, data, shape)] as const;
  });
  return Object.fromEntries(tensors);
}

/** Steps of our own; answers their losses. */
async function trainOurs(session: TrainingSession, from: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = from; step < STEPS; step++) {
    const metrics = await session.step([fed(smallBatch(SAMPLES, seedOf(step)))], learningRate(step));
    losses.push(metrics.loss ?? NaN);
  }
  return losses;
}

/** The state after steps in two shards, whose gradients are averaged. */
async function trainInShards(start: TrainingSnapshot): Promise<TrainingSnapshot> {
  const parts = buildTrainingParts(smallTraining(SAMPLES), 2);
  const state = TrainingState.from(parts, start);
  const gradient = await GraphSession.open(parts.gradient, { threads: 1 });
  const update = await GraphSession.open(parts.update, { threads: 1 });
  for (let step = 0; step < STEPS; step++) {
    const inputs = state.inputs(learningRate(step));
    const read = Object.fromEntries(Object.entries(inputs).filter(([name]) => isReadByGradient(name)));
    const found: Record<string, OrtTensor> = {};
    for (const rank of [0, 1]) {
      const batch = fed(smallBatch(SAMPLES, seedOf(step, rank)));
      const answer = await gradient.run({ ...batch, ...read });
      for (const name of ['gradient.first', 'gradient.last', 'statistics.next']) {
        found[`${name}.${rank}`] = answer[name] as OrtTensor;
      }
    }
    await update.run({ ...found, ...inputs }, state.outputs());
    state.advance();
  }
  await gradient.close();
  await update.close();
  return state.snapshot();
}

function expectAlike(found: TrainingSnapshot, expected: TrainingSnapshot): void {
  expect(found.stepsDone).toBe(expected.stepsDone);
  expect([...found.state.keys()].sort()).toEqual([...expected.state.keys()].sort());
  for (const [name, values] of expected.state) {
    const size = Math.max(...values.map(Math.abs));
    const differences = values.map((value, i) => Math.abs(value - (found.state.get(name)?.[i] ?? NaN)));
    expect(Math.max(...differences) / size, name).toBeLessThan(5e-5);
  }
}

describe.skipIf(!torchPython)(`${torchTitle}: training`, { timeout: 180_000 }, () => {
  let folder = '';
  let first: TrainingSnapshot;
  let expected: TrainingSnapshot;
  let losses: number[] = [];
  let printed = '';
  const at = (name: string): string => join(folder, name);
  const runTo = (out: string, frames: string, processes = 1): Promise<string> =>
    train([at('job'), '--out', at(out), '--batches', `cat ${at(frames)}`, '--log-every', '1'], processes);

  async function writeFrames(name: string, to: number, rank = 0): Promise<void> {
    const file = createWriteStream(at(name));
    const batch = (step: number) => Promise.resolve(smallBatch(SAMPLES, seedOf(step, rank)));
    await sendBatches({ from: 0, to, learningRate, batch }, file);
    file.end();
    await once(file, 'close');
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-torch-'));
    const definition = smallTraining(SAMPLES);
    const session = await TrainingSession.start(buildTrainingStep(definition), smallWeights(), {
      threads: 1,
    });
    first = session.snapshot();
    losses = await trainOurs(session, 0);
    expected = session.snapshot();
    await session.close();
    await writeJob(at('job'), exportLossGraph(definition), first);
    await writeFrames('rank-0.bin', STEPS);
    await writeFrames('rank-1.bin', STEPS, 1);
    await writeFrames('half.bin', STEPS / 2);
    printed = await runTo('whole', 'rank-{rank}.bin');
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('should come to the same state as our own training, and say what it does', async () => {
    expectAlike(await readSnapshot(join(at('whole'), RUN_FILES.checkpoint)), expected);
    const lines = (await readFile(join(at('whole'), 'metrics.jsonl'), 'utf8')).trimEnd().split('\n');
    const logged = lines.map((line) => JSON.parse(line) as Record<string, number>);
    expect(logged.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    logged.forEach(({ loss, rate }, i) => {
      expect(loss).toBeCloseTo(losses[i] ?? NaN, 6);
      expect(rate).toBeCloseTo(learningRate(i), 9);
    });
    expect(printed).toMatch(
      /step 4 {2}loss [\d.]+ {2}doubt [\d.]+ {2}gradient_norm [\d.]+ .*samples_per_second/,
    );
  });

  it('should write weights by name, of which those kept by a moving average are the average', async () => {
    const { tensors } = await readSafetensors(join(at('whole'), RUN_FILES.weights));

    const last = tensors.get('last.weight');
    expect(last?.shape).toEqual([3, 4, 1, 1]);
    const found = [...(last ? toFloat32(last) : [])];
    expect(found).toHaveLength(12);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected.state.get('average.last')?.[i] ?? NaN, 5));
    const { places } = exportLossGraph(smallTraining(SAMPLES)).job;
    expect([...tensors.keys()].sort()).toEqual(Object.keys(places).sort());
  });

  it('should go on from its own checkpoint exactly as if it had never stopped, and be gone on with by ours', async () => {
    await runTo('parted', 'half.bin');
    const halfway = await readSnapshot(join(at('parted'), RUN_FILES.checkpoint));
    await runTo('parted', 'rank-0.bin');

    expect(halfway.stepsDone).toBe(STEPS / 2);
    const whole = await readFile(join(at('whole'), RUN_FILES.checkpoint));
    expect(whole.equals(await readFile(join(at('parted'), RUN_FILES.checkpoint)))).toBe(true);
    const session = await TrainingSession.resume(buildTrainingStep(smallTraining(SAMPLES)), halfway, {
      threads: 1,
    });
    await trainOurs(session, STEPS / 2);
    expectAlike(session.snapshot(), expected);
    await session.close();
  });

  it('should average gradients and statistics of several processes as shards of ours are', async () => {
    await runTo('pair', 'rank-{rank}.bin', 2);

    expectAlike(await readSnapshot(join(at('pair'), RUN_FILES.checkpoint)), await trainInShards(first));
  });

  it('should stop with a reason when the loader fails or ends within a batch', async () => {
    const with_ = (loader: string) => train([at('job'), '--out', at('failed'), '--batches', loader]);

    const outcomes = await Promise.allSettled([with_(`head -c 100 ${at('half.bin')}`), with_('false')]);

    expect(outcomes.map((outcome) => outcome.status === 'rejected' && String(outcome.reason))).toEqual([
      expect.stringContaining('The tensors end in the middle'),
      expect.stringContaining('The loader ended with status 1'),
    ]);
  });
});
