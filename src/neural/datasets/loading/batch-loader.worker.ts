import { parentPort, workerData } from 'node:worker_threads';
import { BatchAssembler, type BatchPlan } from './batch-assembler.js';
import { type LoaderMessage, type StepRequest, toFailure } from './loader-messages.js';

if (!parentPort) throw new Error('batch-loader.worker is the entry of a worker thread');
const port = parentPort;

function send(message: LoaderMessage, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

function answer(assembler: BatchAssembler, { request, step }: StepRequest): void {
  try {
    const shards = assembler.assemble(step);
    const buffers = shards.flatMap((shard) =>
      Object.values(shard).map(({ data }) => data.buffer as ArrayBuffer),
    );
    send({ type: 'batch', request, shards }, buffers);
  } catch (error) {
    send({ type: 'failed', request, failure: toFailure(error) });
  }
}

BatchAssembler.open(workerData as BatchPlan).then(
  (assembler) => {
    port.on('message', (request: StepRequest) => answer(assembler, request));
    send({ type: 'open', sources: assembler.sources });
  },
  (error: unknown) => send({ type: 'refused', failure: toFailure(error) }),
);
