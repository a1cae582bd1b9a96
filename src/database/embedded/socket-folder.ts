import { randomUUID } from 'node:crypto';
import { chmod, link, lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isErrno, socketPath } from './endpoint.js';

/** Longest path of a unix socket in bytes: 104 with the closing zero on macOS, 108 on Linux. */
const MAX_SOCKET_PATH_BYTES = 103;

/**
 * Folder for the sockets of a database, readable by its owner only: inside the database's folder, or, where that lies
 * too deep for the path of a socket, a temporary one whose name is kept in `socket-folder` for all processes.
 */
export async function openSocketFolder(databaseFolder: string): Promise<string> {
  const inside = join(databaseFolder, 'socket');
  if (fits(inside)) {
    await mkdir(inside, { recursive: true, mode: 0o700 });
    await chmod(inside, 0o700);
    return inside;
  }
  const record = join(databaseFolder, 'socket-folder');
  for (;;) {
    const recorded = await readRecord(record);
    if (recorded !== undefined && (await isPrivateFolder(recorded))) return recorded;
    if (recorded !== undefined) await rm(record, { force: true });
    const made = await mkdtemp(join(tmpdir(), 'tryflow-'));
    if (!fits(made))
      throw new Error(
        `${tmpdir()} lies too deep for a unix socket; set TMPDIR or DATA_DIR to a shorter path`,
      );
    if (!(await recordFirst(record, made))) await rm(made, { recursive: true });
  }
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketPath(folder, 65_535)) <= MAX_SOCKET_PATH_BYTES;
}

async function readRecord(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Writes the record unless another process has just done so. */
async function recordFirst(record: string, folder: string): Promise<boolean> {
  const draft = `${record}-${randomUUID()}`;
  await writeFile(draft, folder, { mode: 0o600 });
  try {
    await link(draft, record);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A recorded folder in a place that others write to is only trusted when it still is ours alone. */
async function isPrivateFolder(path: string): Promise<boolean> {
  try {
    const status = await lstat(path);
    return status.isDirectory() && status.uid === process.getuid?.() && (status.mode & 0o077) === 0;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
