import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who runs which job, so that the jobs of a process that died are taken up again soon. */
export class JobLeases1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE job_lease (
        job_id uuid PRIMARY KEY,
        owner jsonb NOT NULL,
        renewed_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE job_lease');
  }
}
