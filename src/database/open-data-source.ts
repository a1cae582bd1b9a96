import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrate } from './migrate.js';

/** Connects and brings the schema up to date; nothing gets the data source before. */
export async function openDataSource(options?: DataSourceOptions): Promise<DataSource> {
  if (!options) throw new Error('the database needs options');
  const dataSource = await new DataSource(options).initialize();
  try {
    await migrate(dataSource);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
