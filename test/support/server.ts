import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const READY_TIMEOUT_MS = 90_000;

/** Keys of the default channel that every test server is started with. */
export const SHOP_KEY = `tf_pk_${'s'.repeat(43)}`;
export const ADMIN_KEY = `tf_sk_${'a'.repeat(43)}`;

/** Where a server keeps what it keeps; survives the server so that it can be started on it again. */
export interface TestData {
  readonly dataDir: string;
  /** Set when the suite runs against a Postgres server. */
  readonly databaseUrl?: string;
  remove(): Promise<void>;
}

/**
 * A fresh folder and, when `TEST_DATABASE_URL` names a Postgres server, a fresh database on it.
 * @param bare leaves the folder empty, as a newcomer's is; else the embedded cluster is there already, to save time
 */
export async function createTestData({ bare = false } = {}): Promise<TestData> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tryflow-test-'));
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) {
    if (!bare) await cp(inject('clusterTemplate'), join(dataDir, 'database', 'cluster'), { recursive: true });
    return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
  }
  const name = `tryflow_test_${randomUUID().replaceAll('-', '')}`;
  await runSql(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    dataDir,
    databaseUrl: url.href,
    remove: async () => {
      await rm(dataDir, { recursive: true, force: true });
      await runSql(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** A server or worker process of the built product, as an operator runs it. */
export class TestServer {
  private constructor(
    readonly process: ChildProcess,
    readonly origin: string,
    private readonly chunks: string[],
  ) {}

  /**
   * Starts `dist/main.js` (or another entry) on a free port and waits until it says it is ready.
   * @param environment further settings
   */
  static async start(
    data: TestData,
    environment: Readonly<Record<string, string>> = {},
    entry = 'dist/main.js',
  ): Promise<TestServer> {
    const child = spawn(process.execPath, ['--enable-source-maps', join(ROOT, entry)], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        DATA_DIR: data.dataDir,
        SHOP_KEY,
        ADMIN_KEY,
        // Enough for a test, and a quarter of a start's work less; files that compute at once say how many they want.
        INFERENCE_WORKERS: '1',
        ...(data.databaseUrl ? { DATABASE_URL: data.databaseUrl } : {}),
        ...environment,
      },
    });
    const chunks: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    const deadline = Date.now() + READY_TIMEOUT_MS;
    for (;;) {
      const ready = /"origin":"([^"]+)"[^\n]*"msg":"ready"|"msg":"ready"/.exec(chunks.join(''));
      if (ready) return new TestServer(child, ready[1] ?? '', chunks);
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`The server did not become ready:\n${chunks.join('')}`);
      }
      await sleep(50);
    }
  }

  /** Everything the process has written so far. */
  get output(): string {
    return this.chunks.join('');
  }

  /** SIGTERM and wait; answers the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** SIGKILL and wait: nothing is finished, nothing is flushed. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exited = once(this.process, 'exit');
      this.process.kill(signal);
      await exited;
    }
    return this.process.exitCode;
  }
}
