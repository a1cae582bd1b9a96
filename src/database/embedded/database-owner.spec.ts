import { createConnection } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poolConfig } from '../database-settings.js';
import { TemporaryPostgres } from './temporary-postgres.js';

const CREATION_MS = 120_000;

describe('DatabaseOwner', () => {
  let database: TemporaryPostgres;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await TemporaryPostgres.open({ idleInTransactionMs: 300 });
  }, CREATION_MS);

  afterAll(() => database.close());

  beforeEach(async () => {
    pool = new pg.Pool({ ...poolConfig(database.settings), max: 8 });
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE account (id int PRIMARY KEY, amount int NOT NULL)');
    await pool.query('INSERT INTO account SELECT i, 100 FROM generate_series(1, 8) AS i');
  });

  afterEach(async () => {
    await pool.query('DROP TABLE account');
    await pool.end();
  });

  it('should answer each of many clients with its own result when they ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const sql = i % 2 ? 'SELECT $1::int AS i' : 'SELECT $1::int AS i, $2::text AS t';
        const { rows } = await pool.query<{ i: number }>(sql, i % 2 ? [i] : [i, 'x'.repeat(i * 1000)]);
        return rows[0]?.i;
      }),
    );

    expect(answers).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });

  it('should keep transactions of eight clients apart when they interleave', async () => {
    const transfer = async (from: number): Promise<void> => {
      const client = await pool.connect();
      try {
        for (let round = 0; round < 10; round++) {
          await client.query('BEGIN');
          const to = (from % 8) + 1;
          await client.query('UPDATE account SET amount = amount - 7 WHERE id = $1', [from]);
          const { rows } = await client.query<{ total: string }>('SELECT sum(amount) AS total FROM account');
          expect(Number(rows[0]?.total)).toBe(793);
          await client.query('UPDATE account SET amount = amount + 7 WHERE id = $1', [to]);
          await client.query(round % 3 === 0 ? 'ROLLBACK' : 'COMMIT');
        }
      } finally {
        client.release();
      }
    };

    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(transfer));

    const { rows } = await pool.query<{ amount: number }>('SELECT DISTINCT amount FROM account');
    expect(rows).toEqual([{ amount: 100 }]);
  });

  it('should go on after an error, in and outside of a transaction', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await expect(client.query('SELECT $1::int', ['no number'])).rejects.toMatchObject({ code: '22P02' });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('ROLLBACK');
    client.release();

    await expect(pool.query('nonsense')).rejects.toMatchObject({ code: '42601' });
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('should roll back when a client dies in a transaction', async () => {
    const client = new pg.Client(poolConfig(database.settings));
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query('DELETE FROM account');

    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();

    expect((await pool.query('SELECT count(*)::int AS n FROM account')).rows).toEqual([{ n: 8 }]);
  });

  it('should disconnect who asks for a second connection inside a transaction instead of waiting for ever', async () => {
    const client = await pool.connect();
    const broken = new Promise<{ code?: string }>((resolve) => client.once('error', resolve));
    await client.query('BEGIN');
    await client.query('DELETE FROM account');

    const { rows } = await pool.query('SELECT count(*)::int AS n FROM account');

    expect(rows).toEqual([{ n: 8 }]);
    expect((await broken).code).toBe('25P03');
    client.release(true);
  });

  it('should write every commit through to the disk', async () => {
    const { rows } = await pool.query(
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
         current_setting('wal_sync_method') AS method`,
    );

    expect(rows).toEqual([{ fsync: 'on', commit: 'on', method: 'fsync' }]);
  });
});

describe('DatabaseOwner on loopback TCP', () => {
  let database: TemporaryPostgres;

  beforeAll(async () => {
    database = await TemporaryPostgres.open({ transport: 'tcp' });
  }, CREATION_MS);

  afterAll(() => database.close());

  it('should serve who knows the password and nobody else', async () => {
    const right = new pg.Client(poolConfig(database.settings));
    const wrong = new pg.Client({ ...poolConfig(database.settings), password: 'wrong' });
    await right.connect();

    expect((await right.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' });
    await right.end();
  });

  it('should run nothing for a client that skips authentication', async () => {
    const { port, host } = database.settings.connection;
    const socket = createConnection(port, host);
    const received: Buffer[] = [];
    socket.on('data', (chunk) => received.push(chunk));

    socket.write(Buffer.from('Q\0\0\0\x0dSELECT 1\0', 'latin1'));
    await new Promise((resolve) => socket.once('close', resolve));

    expect(Buffer.concat(received).toString('latin1')).toMatch(/^E.*08P01/s);
  });
});
