import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './repository.mjs';

const READY_TIMEOUT_MS = 180_000;

/** Keys of the default channel that the server is started with. */
export const SHOP_KEY = `tf_pk_${'b'.repeat(43)}`;
export const ADMIN_KEY = `tf_sk_${'b'.repeat(43)}`;

/** The built server in a process of its own, on a fresh data folder and a free port. */
export class ServerProcess {
  constructor(child, dataDir, origin) {
    this.child = child;
    this.dataDir = dataDir;
    this.origin = origin;
  }

  /**
   * Starts it and waits until it is ready.
   * @param {Readonly<Record<string, string>>} environment further settings
   * @returns {Promise<ServerProcess>}
   */
  static async start(environment) {
    const dataDir = await mkdtemp(join(tmpdir(), 'tryflow-bench-'));
    const child = spawn(
      process.execPath,
      ['--import', new URL('./loop-probe.mjs', import.meta.url).href, join(ROOT, 'dist/main.js')],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...process.env, PORT: '0', DATA_DIR: dataDir, SHOP_KEY, ADMIN_KEY, ...environment },
      },
    );
    // When this process is ended in the middle, nothing of it stays behind.
    process.once('exit', () => {
      child.kill('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)));
    }
    const deadline = Date.now() + READY_TIMEOUT_MS;
    for (;;) {
      const ready = /"origin":"([^"]+)"[^\n]*"msg":"ready"/.exec(output);
      if (ready) return new ServerProcess(child, dataDir, ready[1]);
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        await rm(dataDir, { recursive: true, force: true });
        throw new Error(`The server did not become ready:\n${output}`);
      }
      await sleep(50);
    }
  }

  /** Starts the measurement of the event loop anew. */
  async resetLoopDelay() {
    await this.ask('reset');
  }

  /**
   * How late the event loop was since the last reset, in ms; its own sampling interval of 1 ms is part of it.
   * @returns {Promise<{ p50: number, p99: number, max: number }>}
   */
  loopDelay() {
    return this.ask('read');
  }

  async ask(message) {
    const answer = once(this.child, 'message');
    this.child.send(message);
    return (await answer)[0];
  }

  /** Ends the process and removes its data. */
  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await exited;
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
