import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mask that a garment was cut out with, and whether a person drew it. */
export class GarmentMask1770000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE garment
        ADD COLUMN mask_blob text,
        ADD COLUMN mask_hand_made boolean NOT NULL DEFAULT false
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE garment DROP COLUMN mask_blob, DROP COLUMN mask_hand_made');
  }
}
