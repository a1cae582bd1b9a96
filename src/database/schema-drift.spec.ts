import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { expect, it } from 'vitest';
import { dataSourceOptions } from './data-source-options.js';
import { TemporaryPostgres } from './embedded/temporary-postgres.js';
import { migrate } from './migrate.js';
import { schemaDrift } from './schema-drift.js';

const SOURCES = join(import.meta.dirname, '..');

async function entities(): Promise<(new () => object)[]> {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const modules = await Promise.all(
    files
      .filter((file) => file.endsWith('.entity.ts'))
      .map((file) => import(join(SOURCES, file)) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value): value is new () => object => typeof value === 'function');
}

it('should have the tables and columns that the entities say when all migrations have run', async () => {
  const database = await TemporaryPostgres.open();
  const options = dataSourceOptions(database.settings, 2, () => undefined);
  const dataSource = await new DataSource({ ...options, entities: await entities() }).initialize();
  await migrate(dataSource);

  const { up } = await schemaDrift(dataSource);
  await dataSource.destroy();
  await database.close();

  expect(dataSource.entityMetadatas.length).toBeGreaterThan(0);
  expect(up).toEqual([]);
}, 120_000);
