import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { type Config } from '../config/config.js';
import { readConfig } from '../config/read-config.js';
import { Logger } from '../logging/logger.js';
import { dataSourceOptions } from './data-source-options.js';
import { DatabaseConnection } from './database-connection.js';
import { TemporaryPostgres } from './embedded/temporary-postgres.js';
import { migrate, revertMigration } from './migrate.js';
import { migrationSource } from './migration-source.js';
import { schemaDrift } from './schema-drift.js';

const USAGE = `Usage: npm run migration:<command>
  run              runs the pending migrations
  revert           takes back the migration that ran last
  show             lists the migrations, [X] for those that have run
  generate -- Name writes a migration that brings tables and columns to what the entities say`;

const SOURCE_FOLDER = join(import.meta.dirname, '../../src/database/migrations');

/** Works on the configured database; `generate` compares with a temporary one instead. Answers the exit code. */
async function main([command = '', name]: readonly string[]): Promise<number> {
  const config = readConfig(process.env);
  switch (command) {
    case 'run':
      return withDatabase(config, async (dataSource) => {
        const names = await migrate(dataSource);
        console.log(names.length > 0 ? names.join('\n') : 'Nothing to run.');
      });
    case 'revert':
      return withDatabase(config, (dataSource) => revertMigration(dataSource));
    case 'show':
      return withDatabase(config, async (dataSource) => {
        await dataSource.showMigrations();
      });
    case 'generate':
      return name === undefined ? explain() : generate(name);
    default:
      return explain();
  }
}

function explain(): number {
  console.error(USAGE);
  return 2;
}

async function withDatabase(
  config: Config,
  work: (dataSource: DataSource) => Promise<void>,
): Promise<number> {
  const database = await DatabaseConnection.open(config, new Logger('error'));
  try {
    const options = dataSourceOptions(database.settings, 2, () => undefined);
    const dataSource = await new DataSource({ ...options, logging: ['schema'] }).initialize();
    await work(dataSource).finally(() => dataSource.destroy());
    return 0;
  } finally {
    await database.onApplicationShutdown();
  }
}

async function generate(name: string): Promise<number> {
  const database = await TemporaryPostgres.open();
  try {
    const options = dataSourceOptions(database.settings, 2, () => undefined);
    const entities = [join(import.meta.dirname, '../**/*.entity.js')];
    const dataSource = await new DataSource({ ...options, entities }).initialize();
    const drift = await migrate(dataSource)
      .then(() => schemaDrift(dataSource))
      .finally(() => dataSource.destroy());
    if (drift.up.length === 0) {
      console.log('The tables are what the entities say.');
      return 0;
    }
    const { file, text } = migrationSource(name, new Date(), drift);
    await writeFile(join(SOURCE_FOLDER, file), text, { flag: 'wx' });
    console.log(
      `Wrote src/database/migrations/${file}. Review it, and add it to src/database/migration-list.ts.`,
    );
    return 0;
  } finally {
    await database.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
