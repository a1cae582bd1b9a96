import { parentPort, workerData } from 'node:worker_threads';
import { DataSetError } from '../../neural/datasets/data-set.js';
import { compareItems } from '../runs/compare-items.js';
import { evaluate } from '../runs/evaluate.js';
import { EvaluationError } from '../runs/evaluation-error.js';
import type { BenchmarkMessage, BenchmarkTask } from './benchmark-messages.js';

/** Measures away from the event loop that serves requests: ONNX Runtime and the statistics block their thread. */
async function work(task: BenchmarkTask): Promise<BenchmarkMessage> {
  if (task.kind === 'COMPARE') return { kind: 'COMPARED', figures: compareItems(task.first, task.second) };
  const control = new AbortController();
  parentPort?.once('message', () => control.abort());
  const result = await evaluate({
    ...task.request,
    signal: control.signal,
    onProgress: (progress) => say({ kind: 'PROGRESS', progress }),
  });
  return { kind: 'EVALUATED', result };
}

function say(message: BenchmarkMessage): void {
  parentPort?.postMessage(message);
}

work(workerData as BenchmarkTask)
  .catch((error: unknown): BenchmarkMessage => {
    const expected = error instanceof EvaluationError || error instanceof DataSetError;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'FAILED', expected, name, message };
  })
  .then((message) => {
    say(message);
    parentPort?.close();
  })
  .catch(() => process.exit(1));
