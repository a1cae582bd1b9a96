import type { INestApplicationContext } from '@nestjs/common';
import type { Server } from 'node:http';
import { Config } from '../config/config.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { JobQueue } from '../jobs/job-queue.js';
import { Logger } from '../logging/logger.js';

/**
 * Ends the process in order on SIGTERM and SIGINT: no new requests and jobs, what runs finishes, then workers and
 * database close. A second signal, or `SHUTDOWN_SECONDS` without an end, exits at once; jobs cut off are retried later.
 */
export function shutDownOnSignals(
  app: INestApplicationContext,
  server?: Server,
  onStopping?: () => void,
): void {
  const logger = app.get(Logger);
  const timeoutMs = app.get(Config).shutdownSeconds * 1000;
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.event('info', 'stopping', { signal });
    setTimeout(() => process.exit(1), timeoutMs).unref();
    onStopping?.();
    closeInOrder(app, timeoutMs, server).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

async function closeInOrder(app: INestApplicationContext, timeoutMs: number, server?: Server): Promise<void> {
  const closed = server && new Promise((resolve) => server.close(resolve));
  server?.closeIdleConnections();
  await Promise.all([closed, app.get(JobQueue).stop(timeoutMs)]);
  await app.get<InferenceProvider>(INFERENCE_PROVIDER).drain();
  await app.close();
}
