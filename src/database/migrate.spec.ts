import { readdirSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSourceOptions } from './data-source-options.js';
import type { DatabaseSettings } from './database-settings.js';
import { TemporaryPostgres } from './embedded/temporary-postgres.js';
import { migrate, revertMigration } from './migrate.js';
import { MIGRATIONS } from './migration-list.js';
import { TemporaryServer, findServerPrograms } from './testing/temporary-server.js';

const programs = findServerPrograms();

describe.each([
  { name: 'the embedded database', open: () => TemporaryPostgres.open(), skip: false },
  {
    name: 'a Postgres server (needs one under /usr/lib/postgresql)',
    open: () => TemporaryServer.open(programs ?? ''),
    skip: programs === undefined,
  },
])('migrate on $name', ({ open, skip }) => {
  let database: { settings: DatabaseSettings; close(): Promise<void> };

  beforeAll(async () => {
    if (!skip) database = await open();
  }, 120_000);

  afterAll(async () => {
    if (!skip) await database.close();
  });

  async function connect(): Promise<DataSource> {
    const options = dataSourceOptions(database.settings, 2, () => undefined);
    return new DataSource(options).initialize();
  }

  it.skipIf(skip)('should run each migration once when three processes migrate at once', async () => {
    const sources = await Promise.all([connect(), connect(), connect()]);

    const executed = await Promise.all(sources.map(migrate));
    const again = await Promise.all(sources.map(migrate));
    const rows = await sources[0]?.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
    await Promise.all(sources.map((source) => source.destroy()));

    const names = MIGRATIONS.map(({ name }) => name);
    expect(executed.flat()).toEqual(names);
    expect(again.flat()).toEqual([]);
    expect(rows?.map(({ name }) => name)).toEqual(names);
  });

  it.skipIf(skip)('should leave nothing behind when a migration fails', async () => {
    class Broken1900000000000 {
      name = 'Broken1900000000000';
      async up(queryRunner: { query(sql: string): Promise<unknown> }): Promise<void> {
        await queryRunner.query('CREATE TABLE half (a int)');
        await queryRunner.query('nonsense');
      }
      down = (): Promise<void> => Promise.resolve();
    }
    const options = dataSourceOptions(database.settings, 2, () => undefined);
    const source = await new DataSource({ ...options, migrations: [Broken1900000000000] }).initialize();

    await expect(migrate(source)).rejects.toThrow();
    const rows = await source.query<{ half: string | null }[]>(`SELECT to_regclass('half') AS half`);
    await source.destroy();

    expect(rows).toEqual([{ half: null }]);
  });

  it.skipIf(skip)('should take every migration back and run it again', async () => {
    const source = await connect();
    await migrate(source);

    for (const _ of MIGRATIONS) await revertMigration(source);
    const executed = await migrate(source);
    await source.destroy();

    expect(executed).toHaveLength(MIGRATIONS.length);
  });
});

describe('MIGRATIONS', () => {
  it('should list every file of the folder in the order of the timestamps', () => {
    const files = readdirSync(new URL('migrations', import.meta.url)).filter((file) => file.endsWith('.ts'));
    const listed = MIGRATIONS.map(({ name }) => /\d+$/.exec(name)?.[0]);

    expect(listed).toEqual(files.map((file) => file.split('-')[0]).sort());
  });
});
