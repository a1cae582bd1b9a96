import { Injectable } from '@nestjs/common';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '../../config/config.js';

/**
 * The data sets that the operator lets administrators evaluate on: what lies directly in `EVALUATION_DATA_DIR`. A name is
 * only ever looked up in that list, so that no request can point anywhere else.
 */
@Injectable()
export class EvaluationData {
  constructor(private readonly config: Config) {}

  /** Names of folders and `.tar` archives, sorted. */
  async names(): Promise<string[]> {
    const folder = this.config.evaluationDataDir;
    if (folder === undefined) return [];
    const entries = await readdir(folder).catch(() => []);
    const usable = await Promise.all(
      entries.map(async (name) => {
        const found = name.startsWith('.')
          ? undefined
          : await stat(join(folder, name)).catch(() => undefined);
        return found?.isDirectory() || (found?.isFile() && name.endsWith('.tar')) ? [name] : [];
      }),
    );
    return usable.flat().sort();
  }

  /** Where the data set lies; undefined when there is none of this name. */
  async pathOf(name: string): Promise<string | undefined> {
    const folder = this.config.evaluationDataDir;
    if (folder === undefined || !(await this.names()).includes(name)) return undefined;
    return join(folder, name);
  }

  /** A message for administrators, who are not told where on the server the data lie. */
  withoutPaths(message: string): string {
    const folders = [this.config.evaluationDataDir, this.config.dataDir].filter((path) => path !== undefined);
    return folders.reduce(
      (text, folder) => text.replaceAll(join(folder, '/'), '').replaceAll(folder, '…'),
      message,
    );
  }
}
