import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Channels, keys, garments, photos, try-ons. Every table below a channel carries `channel_id` and references its
 * parents by (channel_id, id), so that the database itself refuses a row that mixes two channels.
 */
export class InitialSchema1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE instance_setting, prewarm, try_on, deletion_receipt, person_features, person_photo,
        garment_import_error, garment_import, garment_features, garment_picture, garment_count, garment, api_key,
        channel
    `);
    await runner.query('DROP FUNCTION count_garments, add_up_garment_count');
  }
}

const STATEMENTS = [
  `CREATE TABLE channel (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    allowed_origins text[] NOT NULL DEFAULT '{}',
    consent_version text NOT NULL DEFAULT '1',
    try_ons_per_shopper_hour integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE UNIQUE INDEX channel_default ON channel (is_default) WHERE is_default`,

  `CREATE TABLE api_key (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('SHOP', 'ADMIN')),
    role text CHECK (role IN ('VIEWER', 'EDITOR', 'OWNER')),
    name text NOT NULL,
    hint text NOT NULL,
    hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at timestamptz,
    CHECK ((kind = 'ADMIN') = (role IS NOT NULL))
  )`,
  `CREATE INDEX api_key_channel ON api_key (channel_id, created_at DESC, id)`,

  `CREATE TABLE garment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    sku text NOT NULL,
    name text NOT NULL,
    description text NOT NULL DEFAULT '',
    category text NOT NULL CHECK (category IN ('UPPER_BODY', 'LOWER_BODY', 'DRESS')),
    tags text[] NOT NULL DEFAULT '{}',
    colourway_group text,
    status text NOT NULL DEFAULT 'DRAFT'
      CHECK (status IN ('DRAFT', 'PREPARING', 'READY', 'REJECTED', 'ARCHIVED')),
    product_url text,
    price_amount_minor integer CHECK (price_amount_minor >= 0),
    price_currency_code text,
    issues jsonb NOT NULL DEFAULT '[]',
    cutout_blob text,
    cutout_digest text,
    cutout_width integer,
    cutout_height integer,
    search_words text[] NOT NULL DEFAULT '{}',
    search_text tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(search_words)) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (channel_id, id),
    UNIQUE (channel_id, sku),
    CHECK ((price_amount_minor IS NULL) = (price_currency_code IS NULL)),
    CHECK (status <> 'READY' OR (cutout_blob IS NOT NULL AND cutout_digest IS NOT NULL))
  )`,
  `CREATE INDEX garment_created ON garment (channel_id, created_at DESC, id)`,
  `CREATE INDEX garment_updated ON garment (channel_id, updated_at DESC, id)`,
  `CREATE INDEX garment_name ON garment (channel_id, name, id)`,
  `CREATE INDEX garment_status_created ON garment (channel_id, status, created_at DESC, id)`,
  `CREATE INDEX garment_status_name ON garment (channel_id, status, name, id)`,
  `CREATE INDEX garment_category_created ON garment (channel_id, status, category, created_at DESC, id)`,
  `CREATE INDEX garment_category_name ON garment (channel_id, status, category, name, id)`,
  `CREATE INDEX garment_colourway ON garment (channel_id, colourway_group) WHERE colourway_group IS NOT NULL`,
  `CREATE INDEX garment_search ON garment USING gin (search_text)`,
  `CREATE INDEX garment_tags ON garment USING gin (tags)`,

  // How many garments there are, so that no list has to count them: the sum of `amount` over the rows that match. Writers
  // add rows and lock none; a channel's rows are added up whenever there are more than a few.
  `CREATE TABLE garment_count (
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    status text NOT NULL,
    category text NOT NULL,
    amount integer NOT NULL
  )`,
  `CREATE INDEX garment_count_channel ON garment_count (channel_id)`,
  `CREATE FUNCTION add_up_garment_count(channel uuid) RETURNS void LANGUAGE sql AS $$
    WITH taken AS (
      DELETE FROM garment_count WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM garment_count WHERE channel_id = channel FOR UPDATE SKIP LOCKED
      )) RETURNING status, category, amount
    )
    INSERT INTO garment_count
    SELECT channel, status, category, sum(amount) FROM taken GROUP BY status, category HAVING sum(amount) <> 0
  $$`,
  `CREATE FUNCTION count_garments() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      changed uuid;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO garment_count
          SELECT channel_id, status, category, count(*) FROM after GROUP BY 1, 2, 3;
      ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO garment_count
          SELECT channel_id, status, category, sum(amount) FROM (
            SELECT channel_id, status, category, 1 AS amount FROM after
            UNION ALL SELECT channel_id, status, category, -1 FROM before
          ) AS changes GROUP BY 1, 2, 3 HAVING sum(amount) <> 0;
      ELSE
        INSERT INTO garment_count
          SELECT channel_id, status, category, -count(*) FROM before
          WHERE EXISTS (SELECT FROM channel WHERE channel.id = before.channel_id) GROUP BY 1, 2, 3;
        RETURN NULL;
      END IF;
      FOR changed IN SELECT DISTINCT channel_id FROM after LOOP
        IF (SELECT count(*) FROM garment_count WHERE channel_id = changed) > 200 THEN
          PERFORM add_up_garment_count(changed);
        END IF;
      END LOOP;
      RETURN NULL;
    END
  $$`,
  `CREATE TRIGGER garment_count_insert AFTER INSERT ON garment
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_garments()`,
  `CREATE TRIGGER garment_count_update AFTER UPDATE ON garment
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_garments()`,
  `CREATE TRIGGER garment_count_delete AFTER DELETE ON garment
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION count_garments()`,

  `CREATE TABLE garment_picture (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL,
    garment_id uuid NOT NULL,
    position integer NOT NULL CHECK (position >= 0),
    source_blob text NOT NULL,
    blob text NOT NULL,
    media_type text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (channel_id, garment_id) REFERENCES garment (channel_id, id) ON DELETE CASCADE
  )`,
  `CREATE UNIQUE INDEX garment_picture_position ON garment_picture (garment_id, position)`,

  `CREATE TABLE garment_features (
    garment_id uuid NOT NULL REFERENCES garment (id) ON DELETE CASCADE,
    model_digest text NOT NULL,
    cutout_digest text NOT NULL,
    blob text NOT NULL,
    PRIMARY KEY (garment_id, model_digest)
  )`,

  `CREATE TABLE garment_import (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    format text NOT NULL CHECK (format IN ('CSV', 'JSONL')),
    state text NOT NULL DEFAULT 'AWAITING_UPLOAD'
      CHECK (state IN ('AWAITING_UPLOAD', 'QUEUED', 'RUNNING', 'COMPLETED', 'FAILED')),
    feed_blob text,
    lines integer NOT NULL DEFAULT 0,
    created integer NOT NULL DEFAULT 0,
    updated integer NOT NULL DEFAULT 0,
    failed integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    UNIQUE (channel_id, id)
  )`,
  `CREATE INDEX garment_import_channel ON garment_import (channel_id, created_at DESC, id)`,
  `CREATE TABLE garment_import_error (
    import_id uuid NOT NULL REFERENCES garment_import (id) ON DELETE CASCADE,
    line integer NOT NULL,
    sku text,
    field text,
    message text NOT NULL,
    PRIMARY KEY (import_id, line)
  )`,

  `CREATE TABLE person_photo (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    owner_kind text NOT NULL CHECK (owner_kind IN ('SHOPPER', 'CHANNEL')),
    shopper_id uuid,
    name text,
    state text NOT NULL DEFAULT 'AWAITING_UPLOAD' CHECK (state IN ('AWAITING_UPLOAD', 'READY', 'REJECTED')),
    issues jsonb NOT NULL DEFAULT '[]',
    consent_version text NOT NULL,
    consent_scope text NOT NULL,
    consented_at timestamptz NOT NULL DEFAULT now(),
    photo_blob text,
    digest text,
    width integer,
    height integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    UNIQUE (channel_id, id),
    CHECK ((owner_kind = 'SHOPPER') = (shopper_id IS NOT NULL)),
    CHECK (CASE WHEN owner_kind = 'SHOPPER' OR state = 'AWAITING_UPLOAD'
      THEN expires_at IS NOT NULL ELSE expires_at IS NULL END),
    CHECK ((owner_kind = 'CHANNEL') = (name IS NOT NULL)),
    CHECK (state <> 'READY' OR (photo_blob IS NOT NULL AND digest IS NOT NULL))
  )`,
  `CREATE INDEX person_photo_shopper ON person_photo (shopper_id, expires_at) WHERE shopper_id IS NOT NULL`,
  `CREATE INDEX person_photo_samples ON person_photo (channel_id, created_at, id) WHERE owner_kind = 'CHANNEL'`,
  `CREATE INDEX person_photo_expiry ON person_photo (expires_at) WHERE expires_at IS NOT NULL`,
  `CREATE TABLE person_features (
    person_photo_id uuid NOT NULL REFERENCES person_photo (id) ON DELETE CASCADE,
    model_digest text NOT NULL,
    blob text NOT NULL,
    PRIMARY KEY (person_photo_id, model_digest)
  )`,

  `CREATE TABLE deletion_receipt (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    person_photo_id uuid NOT NULL UNIQUE,
    owner_kind text NOT NULL,
    shopper_id uuid,
    cause text NOT NULL CHECK (cause IN ('REQUESTED', 'EXPIRED')),
    photos_deleted integer NOT NULL,
    features_deleted integer NOT NULL,
    try_ons_deleted integer NOT NULL,
    deleted_at timestamptz NOT NULL,
    folders text[] NOT NULL DEFAULT '{}',
    files_removed_at timestamptz,
    CHECK (files_removed_at IS NULL OR folders = '{}')
  )`,
  `CREATE INDEX deletion_receipt_unfinished ON deletion_receipt (deleted_at) WHERE files_removed_at IS NULL`,
  `CREATE INDEX deletion_receipt_expired ON deletion_receipt (deleted_at) WHERE cause = 'EXPIRED'`,

  `CREATE TABLE try_on (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    person_photo_id uuid NOT NULL,
    garment_id uuid NOT NULL,
    shopper_id uuid,
    is_sample_person boolean NOT NULL,
    cache_key text NOT NULL,
    state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'LOW_CONFIDENCE', 'FAILED')),
    output_format text NOT NULL CHECK (output_format IN ('JPEG', 'WEBP', 'PNG')),
    output_quality integer NOT NULL,
    output_max_side integer,
    person_digest text NOT NULL,
    garment_digest text NOT NULL,
    model_id text NOT NULL,
    model_digest text NOT NULL,
    pipeline_version text NOT NULL,
    execution_provider text,
    picture_blob text,
    width integer,
    height integer,
    timings jsonb,
    confidence jsonb,
    failure_code text,
    created_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    expires_at timestamptz NOT NULL,
    UNIQUE (channel_id, cache_key),
    FOREIGN KEY (channel_id, garment_id) REFERENCES garment (channel_id, id) ON DELETE CASCADE,
    CHECK (state <> 'COMPLETED' OR picture_blob IS NOT NULL)
  )`,
  `CREATE INDEX try_on_channel ON try_on (channel_id, created_at DESC, id)`,
  `CREATE INDEX try_on_shopper ON try_on (shopper_id, created_at DESC, id) WHERE shopper_id IS NOT NULL`,
  `CREATE INDEX try_on_person ON try_on (person_photo_id)`,
  `CREATE INDEX try_on_garment ON try_on (garment_id, created_at DESC)`,
  `CREATE INDEX try_on_expiry ON try_on (expires_at)`,
  `CREATE INDEX try_on_waiting ON try_on (created_at) WHERE state IN ('QUEUED', 'RUNNING')`,

  `CREATE TABLE prewarm (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel_id uuid NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'QUEUED'
      CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'BUDGET_REACHED', 'CANCELLED', 'FAILED')),
    garment_ids uuid[] NOT NULL,
    person_photo_ids uuid[] NOT NULL,
    max_try_ons integer NOT NULL,
    max_seconds integer NOT NULL,
    total integer NOT NULL,
    next_pair integer NOT NULL DEFAULT 0,
    computed integer NOT NULL DEFAULT 0,
    already_cached integer NOT NULL DEFAULT 0,
    low_confidence integer NOT NULL DEFAULT 0,
    failed integer NOT NULL DEFAULT 0,
    compute_seconds double precision NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    UNIQUE (channel_id, id)
  )`,
  `CREATE INDEX prewarm_channel ON prewarm (channel_id, created_at DESC, id)`,

  `CREATE TABLE instance_setting (
    key text PRIMARY KEY,
    value jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
];
