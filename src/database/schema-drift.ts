import type { DataSource } from 'typeorm';

/** What would make the tables equal the entities, and take that back again. */
export interface SchemaDrift {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** Statements about what migrations define by hand, richer than entities can. */
const BY_HAND =
  /^(CREATE (UNIQUE )?INDEX|DROP INDEX|ALTER TABLE \S+ (ADD|DROP) CONSTRAINT|ALTER TABLE \S+ ALTER COLUMN \S+ (SET|DROP) DEFAULT|(INSERT INTO|DELETE FROM) "typeorm_metadata")/;

/**
 * SQL by which tables and columns differ from the entities; empty when the migrations say the same as they do. Indexes,
 * constraints, defaults and generated columns are the migrations' own. For a throw-away database with all migrations
 * run: it also gets the table that TypeORM needs to look at it.
 */
export async function schemaDrift(dataSource: DataSource): Promise<SchemaDrift> {
  await dataSource.query(
    'CREATE TABLE IF NOT EXISTS typeorm_metadata (type text, database text, schema text, "table" text, name text, value text)',
  );
  const generated = await dataSource.query<{ column: string }[]>(
    `SELECT format('ALTER TABLE "%s" %%s COLUMN "%s"', table_name, column_name) AS column
     FROM information_schema.columns WHERE is_generated = 'ALWAYS' AND table_schema = current_schema()`,
  );
  const beginnings = generated.flatMap(({ column }) => [
    column.replace('%s', 'DROP'),
    column.replace('%s', 'ADD'),
  ]);
  const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
  const kept = (query: string): boolean =>
    !BY_HAND.test(query) && !beginnings.some((beginning) => query.startsWith(beginning));
  return {
    up: upQueries.map(({ query }) => query).filter(kept),
    down: downQueries
      .map(({ query }) => query)
      .filter(kept)
      .reverse(),
  };
}
