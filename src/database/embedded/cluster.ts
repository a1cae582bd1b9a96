import { PGlite } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backend } from './backend-turns.js';
import { EMBEDDED_DATABASE, EMBEDDED_USER } from './cluster-names.js';
import { DurableNodeFS } from './durable-node-fs.js';
import { SYNC_MESSAGE, queryMessage, startupMessage } from './wire-messages.js';

/** PGlite's own start parameters turn fsync off; acknowledged means on disk here. */
export const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'synchronous_commit=on'],
];

/** A running PGlite as a backend for turns. */
export class Cluster implements Backend {
  private constructor(private readonly pglite: PGlite) {}

  /**
   * Opens the cluster in `folder/cluster`, creating it first if there is none. Creation happens beside it and ends with
   * a rename, so that an interrupted one is simply begun anew.
   */
  static async open(folder: string): Promise<Cluster> {
    const path = join(folder, 'cluster');
    if (!existsSync(path)) {
      const unfinished = join(folder, 'cluster.new');
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { mode: 0o700 });
      await (await start(unfinished)).close();
      await syncTree(unfinished);
      await rename(unfinished, path);
      await syncFolder(folder);
    }
    return new Cluster(await start(path));
  }

  /** Replies to a startup message, the same for every client because there is one session. */
  async greeting(): Promise<Buffer> {
    const replies: Buffer[] = [];
    const startup = startupMessage({ user: EMBEDDED_USER, database: EMBEDDED_DATABASE });
    await this.execute(startup, (bytes) => replies.push(Buffer.from(bytes)));
    return Buffer.concat(replies);
  }

  async execute(messages: Uint8Array, onReply: (bytes: Uint8Array) => void): Promise<void> {
    await this.pglite.execProtocolRawStream(messages, { onRawData: onReply });
  }

  inTransaction(): boolean {
    return this.pglite.isInTransaction();
  }

  async rollBack(): Promise<void> {
    await this.execute(Buffer.concat([SYNC_MESSAGE, queryMessage('ROLLBACK')]), () => undefined);
  }

  /** Writes a checkpoint and stops. */
  async close(): Promise<void> {
    await this.pglite.close();
  }
}

async function start(path: string): Promise<PGlite> {
  return PGlite.create({ fs: new DurableNodeFS(path), startParams: START_PARAMETERS });
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) await syncPath(path, 'r+');
    if (entry.isDirectory()) await syncFolder(path);
  }
  await syncFolder(folder);
}

/** Windows cannot sync folders; NTFS logs their changes itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await syncPath(path, 'r');
}

async function syncPath(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
