import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Benchmark runs, evaluations of a shop's own catalog with the merchant's marks, and realism studies. */
export class Evaluation1768000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE study_vote, study_rater, study_pair, study, evaluated_pair_mark, evaluated_pair, catalog_evaluation,
        evaluation
    `);
  }
}

const STATEMENTS = [
  `CREATE TABLE evaluation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    benchmark text NOT NULL,
    model_id text NOT NULL,
    model_digest text NOT NULL,
    against_model_id text,
    data_set text,
    item_limit integer CHECK (item_limit > 0),
    state text NOT NULL DEFAULT 'QUEUED'
      CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED')),
    done integer NOT NULL DEFAULT 0,
    total integer NOT NULL DEFAULT 0,
    problems integer NOT NULL DEFAULT 0,
    resumed_from integer NOT NULL DEFAULT 0,
    result jsonb,
    items jsonb,
    report_blob text,
    failure text,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    resumed_at timestamptz,
    finished_at timestamptz,
    UNIQUE (channel_id, id),
    CHECK (state <> 'COMPLETED' OR (result IS NOT NULL AND items IS NOT NULL AND report_blob IS NOT NULL))
  )`,
  `CREATE INDEX evaluation_channel ON evaluation (channel_id, created_at DESC, id)`,

  `CREATE TABLE catalog_evaluation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'QUEUED'
      CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED')),
    model_id text NOT NULL,
    model_digest text NOT NULL,
    threshold double precision NOT NULL,
    garment_counts jsonb NOT NULL,
    pairs integer NOT NULL,
    done integer NOT NULL DEFAULT 0,
    compute_seconds double precision NOT NULL DEFAULT 0,
    failure text,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    UNIQUE (channel_id, id)
  )`,
  `CREATE INDEX catalog_evaluation_channel ON catalog_evaluation (channel_id, created_at DESC, id)`,
  `CREATE TABLE evaluated_pair (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    position integer NOT NULL,
    garment_id uuid NOT NULL,
    sku text NOT NULL,
    category text NOT NULL,
    person_photo_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'SHOWN', 'WITHHELD', 'FAILED')),
    score double precision,
    confidence jsonb,
    failure_code text,
    picture_blob text,
    width integer,
    height integer,
    UNIQUE (channel_id, id),
    UNIQUE (evaluation_id, position),
    FOREIGN KEY (channel_id, evaluation_id) REFERENCES catalog_evaluation (channel_id, id) ON DELETE CASCADE,
    CHECK ((state IN ('SHOWN', 'WITHHELD')) = (picture_blob IS NOT NULL))
  )`,
  `CREATE INDEX evaluated_pair_score ON evaluated_pair (evaluation_id, score, position)`,
  `CREATE INDEX evaluated_pair_person ON evaluated_pair (person_photo_id)`,
  `CREATE TABLE evaluated_pair_mark (
    pair_id uuid PRIMARY KEY,
    channel_id uuid NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('GOOD', 'BAD')),
    marked_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (channel_id, pair_id) REFERENCES evaluated_pair (channel_id, id) ON DELETE CASCADE
  )`,

  `CREATE TABLE study (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    name text NOT NULL,
    state text NOT NULL DEFAULT 'PREPARING' CHECK (state IN ('PREPARING', 'OPEN', 'CLOSED', 'FAILED')),
    model_a text NOT NULL,
    model_b text NOT NULL,
    pairs integer NOT NULL,
    pairs_per_rater integer NOT NULL,
    checks_per_rater integer NOT NULL,
    max_raters integer NOT NULL,
    seed integer NOT NULL,
    failure text,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    closed_at timestamptz,
    UNIQUE (channel_id, id)
  )`,
  `CREATE INDEX study_channel ON study (channel_id, created_at DESC, id)`,
  `CREATE INDEX study_expiry ON study (expires_at) WHERE state IN ('PREPARING', 'OPEN')`,
  `CREATE TABLE study_pair (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL,
    study_id uuid NOT NULL,
    position integer NOT NULL,
    garment_id uuid NOT NULL,
    person_photo_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'READY', 'FAILED')),
    picture_a text,
    picture_b text,
    spoiled text,
    failure_code text,
    UNIQUE (study_id, position),
    FOREIGN KEY (channel_id, study_id) REFERENCES study (channel_id, id) ON DELETE CASCADE,
    CHECK (state <> 'READY' OR (picture_a IS NOT NULL AND picture_b IS NOT NULL AND spoiled IS NOT NULL))
  )`,
  `CREATE INDEX study_pair_person ON study_pair (person_photo_id)`,
  `CREATE TABLE study_rater (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    study_id uuid NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    questions jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX study_rater_study ON study_rater (study_id, created_at)`,
  `CREATE TABLE study_vote (
    rater_id uuid NOT NULL REFERENCES study_rater (id) ON DELETE CASCADE,
    position integer NOT NULL,
    study_id uuid NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    pair_id uuid REFERENCES study_pair (id) ON DELETE SET NULL,
    side text NOT NULL CHECK (side IN ('LEFT', 'RIGHT')),
    choice text NOT NULL CHECK (choice IN ('A', 'B', 'SOUND', 'SPOILED')),
    voted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (rater_id, position)
  )`,
  `CREATE INDEX study_vote_study ON study_vote (study_id)`,
  `CREATE INDEX study_vote_pair ON study_vote (pair_id)`,
];
