import { workerData } from 'node:worker_threads';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { floats, GraphSession } from '../runtime/graph-session.js';
import type { GradientAnswer, GradientTask, GradientWorkerSetup } from './gradient-messages.js';

/**
 * ONNX Runtime reads and writes no shared memory: each thread keeps vectors of its own beside those that it shares.
 */
interface Started {
  readonly session: GraphSession;
  readonly inputs: ReadonlyMap<string, Float32Array>;
  readonly outputs: ReadonlyMap<string, Float32Array>;
}

let started: Promise<Started> | undefined;

async function start(): Promise<Started> {
  const { model, threads, inputs, outputs } = workerData as GradientWorkerSetup;
  const own = (lengths: ReadonlyMap<string, number>) =>
    new Map([...lengths].map(([name, length]) => [name, new Float32Array(length)]));
  return { session: await GraphSession.open(model, { threads }), inputs: own(inputs), outputs: own(outputs) };
}

/** Entry of a thread that computes the gradient of one shard. */
export default async function computeGradient(task: GradientTask): Promise<GradientAnswer> {
  const { session, inputs, outputs } = await (started ??= start());
  for (const [name, values] of inputs) values.set(task.state.get(name) ?? []);
  const vectors = (map: ReadonlyMap<string, Float32Array>) =>
    Object.fromEntries([...map].map(([name, values]) => [name, floats(values, [values.length])]));
  const batch = Object.fromEntries(
    task.batch.map(({ name, type, data, shape }) => [name, new OrtTensor(type, data, shape)]),
  );
  const answer = await session.run({ ...batch, ...vectors(inputs) }, vectors(outputs));
  for (const [name, values] of outputs) task.gradients.get(name)?.set(values);
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([name]) => !outputs.has(name))
      .map(([name, { data }]) => [name, Number((data as Float32Array)[0])]),
  );
}
