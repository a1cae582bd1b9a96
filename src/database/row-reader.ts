import type { ObjectLiteral, Repository } from 'typeorm';

/**
 * Reads one row with plain SQL, for what shoppers wait for: building the same statement with TypeORM takes longer than
 * running it.
 */
export class RowReader<T extends ObjectLiteral, K extends keyof T & string = keyof T & string> {
  private readonly statement: string;

  /**
   * @param rows where to look
   * @param condition SQL that names columns as the table does and parameters as $1, $2…; true for one row at most
   * @param properties what to read; default: everything
   */
  constructor(
    private readonly rows: Repository<T>,
    condition: string,
    properties?: readonly K[],
  ) {
    const { columns, tablePath } = rows.metadata;
    const select = columns
      .filter(({ propertyName }) => !properties || properties.some((name) => name === propertyName))
      .map(({ databaseName, propertyName }) => `${databaseName} AS "${propertyName}"`);
    this.statement = `SELECT ${select.join(', ')} FROM ${tablePath} WHERE ${condition}`;
  }

  /** The row, or null when none meets the condition. */
  async read(...parameters: readonly unknown[]): Promise<Pick<T, K> | null> {
    const [row] = await this.rows.query<Pick<T, K>[]>(this.statement, [...parameters]);
    return row ?? null;
  }
}
