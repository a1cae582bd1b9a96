import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BatchTensor } from '../../datasets/training-batch.js';
import { writeSafetensors } from '../../checkpoints/write-safetensors.js';
import type { TrainingStepDefinition } from '../../training/training-step.js';
import { exportLossGraph } from '../loss-graph.js';
import { writeJob } from '../loss-graph-job.js';

const RUNNER = new URL('../../../../training/torch/', import.meta.url);

/** Interpreters that may have PyTorch; the first one that was asked for by name. */
const INTERPRETERS = [process.env.TRYFLOW_PYTHON, 'python3', '/usr/bin/python3'];

/** An interpreter that the PyTorch runner works with; undefined when there is none. */
export const torchPython = INTERPRETERS.filter((name) => name !== undefined).find((name) => {
  try {
    execFileSync(name, ['-c', 'import torch, onnx'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** For the title of suites that need {@link torchPython}. */
export const torchTitle = torchPython ? 'PyTorch' : 'PyTorch (skipped: no python3 with torch and onnx)';

/** One loss that PyTorch is to compute. */
export interface Evaluation {
  readonly definition: TrainingStepDefinition;
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly batch?: Readonly<Record<string, BatchTensor>>;
}

/** Writes a folder for `evaluate.py`, which leaves `result.safetensors` there. */
export async function writeEvaluation(
  folder: string,
  { definition, weights, batch = {} }: Evaluation,
): Promise<void> {
  const graph = exportLossGraph(definition);
  const state = new Map<string, Float32Array>();
  for (const [name, length] of Object.entries(graph.job.state)) state.set(name, new Float32Array(length));
  for (const [name, { vector, offset }] of Object.entries(graph.job.places)) {
    state.get(vector)?.set(weights.get(name) ?? [], offset);
  }
  await writeJob(folder, graph, { state, stepsDone: 0 });
  const tensors = Object.entries(batch).map(([name, { data, shape }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return [name, { dtype: data instanceof Uint8Array ? 'uint8' : 'float32', shape, bytes }] as const;
  });
  await writeSafetensors(join(folder, 'batch.safetensors'), new Map(tensors));
}

/** Runs `evaluate.py` on folders; answers a line for each. */
export async function evaluate(folders: readonly string[], ...flags: readonly string[]): Promise<string[]> {
  const running = promisify(execFile)(torchPython ?? '', ['-B', script('evaluate.py'), ...flags], {
    maxBuffer: 1 << 26,
  });
  running.child.stdin?.end(folders.map((folder) => `${folder}\n`).join(''));
  return (await running).stdout.trimEnd().split('\n');
}

/**
 * Runs `train.py` to its end.
 *
 * @param processes that share the work, told of each other as torchrun would
 * @returns what the first of them printed
 */
export async function train(options: readonly string[], processes = 1): Promise<string> {
  const port = processes > 1 ? await freePort() : 0;
  const outputs = Array.from({ length: processes }, async (_, rank) => {
    const environment = {
      ...process.env,
      OMP_NUM_THREADS: '1',
      ...(processes > 1 && {
        RANK: String(rank),
        LOCAL_RANK: String(rank),
        WORLD_SIZE: String(processes),
        MASTER_ADDR: '127.0.0.1',
        MASTER_PORT: String(port),
      }),
    };
    const started = [torchPython ?? '', ['-B', script('train.py'), ...options]] as const;
    return (await promisify(execFile)(...started, { env: environment })).stdout;
  });
  return (await Promise.all(outputs))[0] ?? '';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function script(name: string): string {
  return fileURLToPath(new URL(name, RUNNER));
}
