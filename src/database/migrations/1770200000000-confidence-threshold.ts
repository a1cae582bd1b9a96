import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A shop's own confidence threshold. */
export class ConfidenceThreshold1770200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE channel
        ADD confidence_threshold double precision CHECK (confidence_threshold BETWEEN 0 AND 1)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE channel DROP COLUMN confidence_threshold');
  }
}
