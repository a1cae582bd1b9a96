import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many try-ons were asked for by day, what became of them and how long they took. */
export class TryOnUsage1770100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Sums only: no row tells of one try-on, let alone of a shopper. Some tens of rows a shop and day, however busy it is.
    await runner.query(`
      CREATE TABLE try_on_count (
        channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
        day date NOT NULL,
        outcome text NOT NULL
          CHECK (outcome IN ('COMPUTED', 'CACHED', 'WITHHELD', 'FAILED', 'QUEUED', 'REFUSED')),
        bucket smallint NOT NULL,
        amount integer NOT NULL,
        PRIMARY KEY (channel_id, day, outcome, bucket)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE try_on_count');
  }
}
