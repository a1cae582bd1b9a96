import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { json } from 'express';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { ChannelService } from './access/channel.service.js';
import { AppModule } from './app.module.js';
import { readConfig } from './config/read-config.js';
import { ReadinessService } from './health/readiness.service.js';
import { JobQueue } from './jobs/job-queue.js';
import { Logger } from './logging/logger.js';
import { Metrics } from './metrics/metrics.js';
import { ModelActivationService } from './model-activation/model-activation.service.js';
import { DemoShopService } from './pages/demo-shop.service.js';
import { SeedService } from './seed/seed.service.js';
import { corsDelegate } from './server/cors.js';
import { explainStartFailure } from './server/explain-start-failure.js';
import { firstStartMessage } from './server/first-start.js';
import { requestLog } from './server/request-log.middleware.js';
import { shutDownOnSignals } from './server/shutdown.js';
import { ServerAddress } from './transfer/server-address.js';

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  if (config.trustedProxies) app.set('trust proxy', config.trustedProxies);
  app.use(requestLog(logger, app.get(Metrics)));
  app.enableCors(corsDelegate(app.get(ChannelService), app.get(ServerAddress)));
  app.use(['/shop-api', '/admin-api'], json({ limit: config.graphqlMaxBytes }));
  const readiness = app.get(ReadinessService);
  const server: Server = await app.listen(config.port, config.host);
  shutDownOnSignals(app, server, () => readiness.setPhase('stopping'));

  const address = app.get(ServerAddress);
  const { port } = server.address() as AddressInfo;
  address.setPort(port);
  const ownOrigins = new Set([address.origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`]);
  const created = await app.get(ChannelService).createDefault([...ownOrigins]);
  if (created) process.stderr.write(firstStartMessage(created, address.origin));
  await app.get(DemoShopService).start();
  await app.get(ModelActivationService).start();
  await app.get(JobQueue).start({ work: config.runJobs });
  await app.get(SeedService).seed();
  readiness.setPhase('serving');
  logger.event('info', 'ready', { origin: address.origin });
}

start().catch((error: unknown) => {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
});
