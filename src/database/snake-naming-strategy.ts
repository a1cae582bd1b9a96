import { DefaultNamingStrategy, type NamingStrategyInterface, type Table } from 'typeorm';

/** Longest identifier of Postgres in bytes. */
const MAX_IDENTIFIER = 63;

/**
 * Tables and columns in snake_case, constraints and indexes under the names that Postgres itself would give them
 * (`garment_pkey`, `garment_channel_id_fkey`, `garment_channel_id_sku_key`, `…_idx`), so that migrations need not name
 * them. Two indexes on the same columns, and names beyond 63 bytes, need an explicit name in the entity.
 */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snakeCase(className);
  }

  override columnName(
    propertyName: string,
    customName: string | undefined,
    embeddedPrefixes: string[],
  ): string {
    return [...embeddedPrefixes.map(snakeCase), customName ?? snakeCase(propertyName)].join('_');
  }

  override relationName(propertyName: string): string {
    return snakeCase(propertyName);
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return snakeCase(`${relationName}_${referencedColumnName}`);
  }

  override joinTableName(firstTableName: string, secondTableName: string, firstProperty: string): string {
    return snakeCase(`${firstTableName}_${firstProperty.replaceAll('.', '_')}_${secondTableName}`);
  }

  override joinTableColumnName(tableName: string, propertyName: string, columnName?: string): string {
    return snakeCase(`${tableName}_${columnName ?? propertyName}`);
  }

  override primaryKeyName(table: Table | string): string {
    return identifier(tableNameOf(table), 'pkey');
  }

  override uniqueConstraintName(table: Table | string, columnNames: string[]): string {
    return identifier(tableNameOf(table), ...columnNames, 'key');
  }

  override relationConstraintName(table: Table | string, columnNames: string[]): string {
    return identifier(tableNameOf(table), ...columnNames, 'rel');
  }

  override foreignKeyName(table: Table | string, columnNames: string[]): string {
    return identifier(tableNameOf(table), ...columnNames, 'fkey');
  }

  override indexName(table: Table | string, columnNames: string[]): string {
    return identifier(tableNameOf(table), ...columnNames, 'idx');
  }
}

/** `garmentId` and `GarmentID` become `garment_id`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

function tableNameOf(table: Table | string): string {
  return (typeof table === 'string' ? table : table.name).split('.').at(-1) ?? '';
}

function identifier(...parts: string[]): string {
  const name = parts.join('_');
  if (Buffer.byteLength(name) > MAX_IDENTIFIER)
    throw new Error(`${name} is longer than ${MAX_IDENTIFIER} bytes; name it in the entity`);
  return name;
}
