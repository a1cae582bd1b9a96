import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a shop's try-ons are computed, and how many of them devices have reported. */
export class OnDevice1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE channel ADD COLUMN try_on_mode text NOT NULL DEFAULT 'SERVER'
        CHECK (try_on_mode IN ('SERVER', 'DEVICE_PREFERRED', 'DEVICE_ONLY'))
    `);
    // Sums only: no row tells of one try-on, let alone of a shopper.
    await runner.query(`
      CREATE TABLE device_try_on_count (
        channel_id uuid NOT NULL,
        garment_id uuid NOT NULL,
        day date NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('COMPLETED', 'LOW_CONFIDENCE')),
        provider text NOT NULL CHECK (provider IN ('WASM', 'WEBGPU')),
        amount integer NOT NULL,
        total_ms double precision NOT NULL,
        PRIMARY KEY (channel_id, day, garment_id, outcome, provider),
        FOREIGN KEY (channel_id, garment_id) REFERENCES garment (channel_id, id) ON DELETE CASCADE
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device_try_on_count');
    await runner.query('ALTER TABLE channel DROP COLUMN try_on_mode');
  }
}
