import { describe, expect, it } from 'vitest';
import { migrationSource } from './migration-source.js';

describe('migrationSource', () => {
  it('should name file and class after the migration and its time', () => {
    const { file, text } = migrationSource('GarmentColour', new Date(1_770_000_000_000), {
      up: [],
      down: [],
    });

    expect(file).toBe('1770000000000-garment-colour.ts');
    expect(text).toContain('export class GarmentColour1770000000000 implements MigrationInterface');
  });

  it('should escape statements when they hold characters of template strings', () => {
    const statement = "COMMENT ON TABLE garment IS '`a` ${b} \\c'";

    const { text } = migrationSource('Comment', new Date(1), { up: [statement], down: [] });

    expect(text).toContain("query(`COMMENT ON TABLE garment IS '\\`a\\` \\${b} \\\\c'`);");
  });

  it('should refuse a name that is no class name', () => {
    expect(() => migrationSource('garment colour', new Date(), { up: [], down: [] })).toThrow(/PascalCase/);
  });
});
