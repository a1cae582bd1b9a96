import { NestFactory } from '@nestjs/core';
import { FeaturesModule } from './app.module.js';
import { readConfig } from './config/read-config.js';
import { JobQueue } from './jobs/job-queue.js';
import { Logger } from './logging/logger.js';
import { ModelActivationService } from './model-activation/model-activation.service.js';
import { explainStartFailure } from './server/explain-start-failure.js';
import { shutDownOnSignals } from './server/shutdown.js';

/** A process that works on jobs only: the same features without HTTP, as many of them as there is work for. */
async function start(): Promise<void> {
  const app = await NestFactory.createApplicationContext(FeaturesModule.forRoot(readConfig(process.env)), {
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  shutDownOnSignals(app);
  await app.get(ModelActivationService).start();
  await app.get(JobQueue).start({ work: true });
  logger.event('info', 'ready');
}

start().catch((error: unknown) => {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
});
