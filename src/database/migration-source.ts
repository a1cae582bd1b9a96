import type { SchemaDrift } from './schema-drift.js';

/**
 * Source text of a migration.
 * @param name in PascalCase, such as `GarmentColour`
 * @param time of the migration; its milliseconds order it among the others
 */
export function migrationSource(
  name: string,
  time: Date,
  { up, down }: SchemaDrift,
): { readonly file: string; readonly text: string } {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) throw new Error(`${name} is not a name in PascalCase`);
  const stamp = time.getTime();
  const dashed = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const text = `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${name}${stamp} implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
${statements(up)}
  }

  async down(queryRunner: QueryRunner): Promise<void> {
${statements(down)}
  }
}
`;
  return { file: `${stamp}-${dashed}.ts`, text };
}

function statements(queries: readonly string[]): string {
  return queries
    .map((query) => `    await queryRunner.query(\`${query.replace(/[\\`$]/g, '\\$&')}\`);`)
    .join('\n');
}
