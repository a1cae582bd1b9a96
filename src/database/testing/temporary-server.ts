import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { DatabaseSettings } from '../database-settings.js';

/** Postgres refuses to run as root; there it runs as this user and group ("nobody" on Debian). */
const NOBODY = 65_534;
const DEBIAN_ROOT = '/usr/lib/postgresql';
const START_MS = 20_000;

/** Folder of the installed Postgres server's programs as Debian lays them out, or undefined when there is none. */
export function findServerPrograms(): string | undefined {
  if (!existsSync(DEBIAN_ROOT)) return undefined;
  const versions = readdirSync(DEBIAN_ROOT).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => join(DEBIAN_ROOT, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'postgres')));
}

/** A Postgres server in a temporary folder, for tests of what must also hold there. Listens on a unix socket only. */
export class TemporaryServer {
  private constructor(
    readonly settings: Extract<DatabaseSettings, { kind: 'url' }>,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Creates a cluster and starts it, without fsync. */
  static async open(programs: string): Promise<TemporaryServer> {
    const folder = await mkdtemp(join(tmpdir(), 'tryflow-server-'));
    const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if (user.uid) await chown(folder, user.uid, user.gid);
    const cluster = join(folder, 'cluster');
    await promisify(execFile)(
      join(programs, 'initdb'),
      ['-D', cluster, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
      { ...user, cwd: folder },
    );
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', cluster, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
      { ...user, cwd: folder, stdio: 'ignore' },
    );
    const url = `postgres://postgres@/postgres?host=${encodeURIComponent(folder)}`;
    const temporary = new TemporaryServer({ kind: 'url', url }, server, folder);
    await temporary.untilReady(url);
    return temporary;
  }

  /** Stops the server and removes its folder. */
  async close(): Promise<void> {
    const exited = once(this.server, 'exit');
    this.server.kill('SIGINT');
    await exited;
    await rm(this.folder, { recursive: true, force: true });
  }

  private async untilReady(connectionString: string): Promise<void> {
    for (const deadline = Date.now() + START_MS; ; await pause(50)) {
      const client = new pg.Client({ connectionString });
      try {
        await client.connect();
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }
}
