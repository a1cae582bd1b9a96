import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';

/** Key of the advisory lock that migrators of one database take ("tryflow" in ASCII). */
const MIGRATION_LOCK = '32776963033427831';

/**
 * Runs the pending migrations and answers their names. Any number of processes may do so at once: all migrations run in
 * one transaction that first takes an advisory lock, so the first runs them and the others, once they get the lock, find
 * none. (On the embedded database, which has one session, the transaction itself keeps the others out.) A migration that
 * fails leaves the database as it was.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return locked(dataSource, async (queryRunner) => {
    const executed = await new MigrationExecutor(dataSource, queryRunner).executePendingMigrations();
    return executed.map((migration) => migration.name);
  });
}

/** Takes back the migration that ran last. */
export async function revertMigration(dataSource: DataSource): Promise<void> {
  await locked(dataSource, (queryRunner) =>
    new MigrationExecutor(dataSource, queryRunner).undoLastMigration(),
  );
}

async function locked<T>(dataSource: DataSource, work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.startTransaction();
    await queryRunner.query('SELECT pg_advisory_xact_lock($1::bigint)', [MIGRATION_LOCK]);
    const result = await work(queryRunner);
    await queryRunner.commitTransaction();
    return result;
  } catch (error) {
    if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction();
    throw error;
  } finally {
    await queryRunner.release();
  }
}
