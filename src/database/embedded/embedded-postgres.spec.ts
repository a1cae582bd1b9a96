import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedPostgres } from './embedded-postgres.js';

const compiled = new URL('../../../dist/database/embedded/embedded-postgres.js', import.meta.url);
const workerEntry = new URL('embedded-postgres.worker.js', compiled);
const silent = { event: () => undefined };

/** Opens the database, prints who owns it, and then writes rows for ever, printing each acknowledged one. */
const WRITER = `
  import { EmbeddedPostgres } from '${compiled.href}';
  import pg from 'pg';
  const [dataDir, mode] = process.argv.slice(1);
  const database = await EmbeddedPostgres.open({ dataDir, logger: { event: () => undefined } });
  console.log(database.owner ? 'owner' : 'attached');
  if (mode === 'write') {
    const pool = new pg.Pool({ ...database.connection, max: 4 });
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE IF NOT EXISTS written (n int PRIMARY KEY)');
    for (let n = 0; ; n += 4) {
      await Promise.all([0, 1, 2, 3].map(async (k) => {
        await pool.query('INSERT INTO written VALUES ($1)', [n + k]);
        console.log('ack ' + (n + k));
      }));
    }
  }
`;

describe.skipIf(!existsSync(compiled))('EmbeddedPostgres (compiled: run the build first)', () => {
  let dataDir: string;
  let children: ChildProcess[];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tryflow-embedded-'));
    children = [];
  });

  afterEach(async () => {
    await Promise.all(children.map(kill));
    await rm(dataDir, { recursive: true, force: true });
  });

  function start(mode: 'hold' | 'write'): { child: ChildProcess; lines: AsyncIterator<string> } {
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, dataDir, mode], {
      cwd: new URL('../../..', import.meta.url),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
  }

  async function nextLine(lines: AsyncIterator<string>): Promise<string> {
    return String((await lines.next()).value);
  }

  it('should still have every acknowledged row when its process was killed', async () => {
    const { child, lines } = start('write');
    const acknowledged: number[] = [];
    await nextLine(lines);
    while (acknowledged.length < 300) acknowledged.push(Number((await nextLine(lines)).slice(4)));
    await kill(child);

    const database = await EmbeddedPostgres.open({ dataDir, logger: silent, workerEntry });
    const client = new pg.Client({ ...database.connection });
    await client.connect();
    const { rows } = await client.query<{ n: number }>('SELECT n FROM written');
    await client.end();
    await database.close();

    expect(acknowledged.filter((n) => !rows.some((row) => row.n === n))).toEqual([]);
  }, 120_000);

  it('should have one owner when three processes start at once, also after a kill', async () => {
    for (let round = 0; round < 2; round++) {
      const started = [start('hold'), start('hold'), start('hold')];
      const roles = await Promise.all(started.map(({ lines }) => nextLine(lines)));

      expect(roles.sort()).toEqual(['attached', 'attached', 'owner']);
      await Promise.all(started.map(({ child }) => kill(child)));
    }
  }, 180_000);

  it('should be taken over by an attached process when the owner is killed', async () => {
    const { child, lines } = start('hold');
    expect(await nextLine(lines)).toBe('owner');
    const database = await EmbeddedPostgres.open({ dataDir, logger: silent, workerEntry });
    const pool = new pg.Pool({ ...database.connection });
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE kept AS SELECT 1 AS one');
    const before = database.owner;

    await kill(child);
    const rows = await until(async () => (await pool.query<{ one: number }>('SELECT one FROM kept')).rows);

    expect([before, database.owner]).toEqual([false, true]);
    expect(rows).toEqual([{ one: 1 }]);
    await pool.end();
    await database.close();
  }, 120_000);

  it('should refuse a damaged cluster with a message instead of hanging', async () => {
    const database = await EmbeddedPostgres.open({ dataDir, logger: silent, workerEntry });
    await database.close();
    await rm(join(dataDir, 'database/cluster/global'), { recursive: true });

    await expect(EmbeddedPostgres.open({ dataDir, logger: silent, workerEntry })).rejects.toThrow(
      /cannot be opened/,
    );
  }, 120_000);
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Tries again while connections are refused. */
async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
