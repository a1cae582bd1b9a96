import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a text file, whole or not at all, through to the disk. */
export async function writeSynced(path: string, text: string): Promise<void> {
  const draft = `${path}.part`;
  const file = await open(draft, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** So that names made in it outlive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
