import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSettings } from '../database-settings.js';
import { DatabaseOwner } from './database-owner.js';

/** Time in milliseconds that clients get to disconnect. */
const CLOSE_GRACE_MS = 1_000;

/**
 * An empty embedded database in a temporary folder, run in the calling thread; for tests, and for tools that need a
 * database to compare with.
 */
export class TemporaryPostgres {
  /** Folder of an empty cluster to copy instead of creating one. Default: none. */
  static template?: string;

  private constructor(
    readonly settings: Extract<DatabaseSettings, { kind: 'embedded' }>,
    private readonly owner: DatabaseOwner,
    private readonly folder: string,
  ) {}

  /** Creates and opens it; takes seconds. */
  static async open(
    options: { readonly idleInTransactionMs?: number; readonly transport?: 'unix' | 'tcp' } = {},
  ): Promise<TemporaryPostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'tryflow-database-'));
    if (TemporaryPostgres.template) {
      await cp(TemporaryPostgres.template, join(folder, 'cluster'), { recursive: true });
    }
    const owner = new DatabaseOwner({
      folder,
      transport: options.transport ?? (process.platform === 'win32' ? 'tcp' : 'unix'),
      idleInTransactionMs: options.idleInTransactionMs ?? 15_000,
    });
    if (!(await owner.tryClaim())) throw new Error(`${folder} is in use`);
    return new TemporaryPostgres({ kind: 'embedded', connection: await owner.serve() }, owner, folder);
  }

  /** Closes the database and removes its folder. */
  async close(): Promise<void> {
    await this.owner.close(CLOSE_GRACE_MS);
    await rm(this.folder, { recursive: true, force: true });
  }
}
