import pg, { type QueryResultRow } from 'pg';
import { type DatabaseSettings, poolConfig } from '../database/database-settings.js';

/** Connections of the job queue; few, so that jobs neither wait for requests nor take their connections. */
const POOL_SIZE = 2;

/** Runs statements inside one transaction; also a `Db` of pg-boss. */
export interface JobTransaction {
  executeSql<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
}

/** The job queue's own connections; also a `Db` of pg-boss. */
export class JobDatabase implements JobTransaction {
  private readonly pool: pg.Pool;

  /** @param onError told of connections that break while nobody uses them */
  constructor(settings: DatabaseSettings, onError: (error: Error) => void) {
    this.pool = new pg.Pool({ ...poolConfig(settings), max: POOL_SIZE, application_name: 'tryflow-jobs' });
    this.pool.on('error', onError);
  }

  /** Runs one statement, or several without values (as pg-boss does, with BEGIN and COMMIT among them). */
  async executeSql<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: R[] }> {
    const client = await this.pool.connect();
    try {
      return await client.query<R>(text, values);
    } catch (error) {
      // Several statements may have failed inside their BEGIN; the connection must not be left in that transaction.
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Runs the work in one transaction on one connection; it must use no other. */
  async transaction<T>(work: (transaction: JobTransaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work({
        executeSql: <R extends QueryResultRow>(text: string, values?: unknown[]) =>
          client.query<R>(text, values),
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Closes the connections once they are free. */
  async close(): Promise<void> {
    await this.pool.end();
  }
}
