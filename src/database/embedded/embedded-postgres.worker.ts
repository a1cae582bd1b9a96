import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { DatabaseOwner } from './database-owner.js';
import type { CloseRequest, OwnerOptions, OwnerReport } from './owner-messages.js';

/** Entry of the thread that runs the embedded database; `EmbeddedPostgres` starts it and reads its reports. */
async function run(port: MessagePort, options: OwnerOptions): Promise<void> {
  const report = (message: OwnerReport): void => port.postMessage(message);
  const owner = new DatabaseOwner(options);
  let closing: Promise<void> | undefined;
  const close = (graceMs: number): Promise<void> => (closing ??= owner.close(graceMs));
  try {
    if (!(await owner.tryClaim())) {
      report({ type: 'lost' });
      port.close();
      return;
    }
    const connection = await owner.serve();
    port.on('message', (request: CloseRequest) => void close(request.graceMs).finally(() => port.close()));
    report({ type: 'ready', connection });
  } catch (error) {
    await close(0);
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}

if (!parentPort) throw new Error('embedded-postgres.worker is the entry of a worker thread');
await run(parentPort, workerData as OwnerOptions);
