import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHIPPED = fileURLToPath(new URL('../../models/small-student', import.meta.url));

/** A new folder for `MODELS_DIR` with the shipped model twice: as `small-student` and as `other-student`. */
export async function twoModels(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tryflow-models-'));
  for (const id of ['small-student', 'other-student']) {
    await cp(SHIPPED, join(folder, id), { recursive: true });
    const card = join(folder, id, 'card.json');
    const shipped = JSON.parse(await readFile(card, 'utf8')) as object;
    await writeFile(card, JSON.stringify({ ...shipped, id }));
  }
  return folder;
}
