import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { JobQueue } from '../jobs/job-queue.js';
import { Metrics } from '../metrics/metrics.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';

export type Check = 'ok' | 'starting' | 'stopping' | 'failing';

const CHECK_TIMEOUT_MS = 2_000;
/** How long a verdict on the file store holds, so that probes do not write without end. */
const STORAGE_CHECK_MS = 10_000;

/** Whether requests can be served: start-up is over, shutdown has not begun, database and files answer. */
@Injectable()
export class ReadinessService {
  private phase: 'starting' | 'serving' | 'stopping' = 'starting';
  private storage: { readonly check: Check; readonly until: number } = { check: 'starting', until: 0 };

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
    jobs: JobQueue,
    metrics: Metrics,
  ) {
    metrics.gauge('tryflow_inference_queue', 'Tasks waiting for a worker of this process.', [], () =>
      Promise.resolve([{ labels: {}, value: this.inference.queueDepth() }]),
    );
    metrics.gauge('tryflow_jobs', 'Jobs by queue and state.', ['queue', 'state'], async () =>
      Object.entries(await jobs.depths()).flatMap(([queue, { waiting, active, failed }]) => [
        { labels: { queue, state: 'waiting' }, value: waiting },
        { labels: { queue, state: 'active' }, value: active },
        { labels: { queue, state: 'failed' }, value: failed },
      ]),
    );
  }

  setPhase(phase: 'serving' | 'stopping'): void {
    this.phase = phase;
  }

  async check(): Promise<{ ready: boolean; checks: Record<string, Check> }> {
    const [database, storage] = await Promise.all([this.checkDatabase(), this.checkStorage()]);
    const server: Check = this.phase === 'serving' ? 'ok' : this.phase;
    const checks = { server, database, storage };
    return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
  }

  private checkDatabase(): Promise<Check> {
    return settle(this.database.query('SELECT 1'));
  }

  private async checkStorage(): Promise<Check> {
    if (this.storage.until > Date.now()) return this.storage.check;
    const probe = async (): Promise<void> =>
      this.blobs.delete(await this.blobs.put('probe', Buffer.from(randomUUID())));
    this.storage = { check: await settle(probe()), until: Date.now() + STORAGE_CHECK_MS };
    return this.storage.check;
  }
}

/** `ok` when the work ends well in time. */
async function settle(work: Promise<unknown>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>(
    (resolve) => (timer = setTimeout(() => resolve('failing'), CHECK_TIMEOUT_MS)),
  );
  const outcome = work.then(
    (): Check => 'ok',
    (): Check => 'failing',
  );
  return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
}
