import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import {
  type BlobEntry,
  type BlobKey,
  type BlobStore,
  BlobNotFoundError,
  blobKey,
  isBlobKey,
  StorageFullError,
} from './blob-store.js';

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

/** Files below one folder, readable by the server's user alone. */
export class FileBlobStore implements BlobStore {
  constructor(private readonly root: string) {}

  async put(folder: string, bytes: Uint8Array): Promise<BlobKey> {
    const key = blobKey(folder, bytes);
    const path = join(this.root, key);
    try {
      // Once more when a deletion has just taken the folder away.
      await write(path, bytes).catch((error: unknown) => {
        if (errorCode(error) !== 'ENOENT') throw error;
        return write(path, bytes);
      });
    } catch (error) {
      throw NO_ROOM.has(errorCode(error)) ? new StorageFullError(error) : error;
    }
    return key;
  }

  async get(key: BlobKey): Promise<Buffer> {
    if (!isBlobKey(key)) throw new BlobNotFoundError();
    try {
      return await readFile(join(this.root, key));
    } catch (error) {
      throw errorCode(error) === 'ENOENT' ? new BlobNotFoundError() : error;
    }
  }

  async delete(key: BlobKey): Promise<void> {
    if (!isBlobKey(key)) return;
    const path = join(this.root, key);
    await rm(path, { force: true });
    // Fails, as it should, while the owner has other files.
    await rmdir(dirname(path)).catch(() => undefined);
  }

  async deleteFolder(folder: string): Promise<number> {
    let files = 0;
    for await (const _ of this.list(folder)) files++;
    // Retried, since a file that comes at this moment makes the folder not empty.
    await rm(join(this.root, folder), { recursive: true, force: true, maxRetries: 3 });
    return files;
  }

  async *list(folder: string): AsyncIterable<BlobEntry> {
    const top = join(this.root, folder);
    const entries = await readdir(top, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch(() => undefined);
      if (found) yield { key: relative(this.root, path).split(sep).join('/'), modifiedAt: found.mtime };
    }
  }

  /** Removes drafts that a killed process left behind. */
  async removeDrafts(olderThan: Date): Promise<number> {
    let removed = 0;
    for await (const { key, modifiedAt } of this.list('.')) {
      if (isBlobKey(key) || modifiedAt >= olderThan) continue;
      await rm(join(this.root, key), { force: true });
      removed++;
    }
    return removed;
  }
}

/** Writes beside, then renames: the path never shows half a file. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const draft = join(dirname(path), `.${randomUUID()}`);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeDurably(draft, bytes);
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable; some platforms (Windows) cannot open folders and need no such step. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  if (!folder) return;
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
