import { chmod, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSocketFolder } from './socket-folder.js';

describe.skipIf(process.platform === 'win32')('openSocketFolder', () => {
  let root: string;
  const made: string[] = [];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tryflow-sockets-'));
  });

  afterEach(async () => {
    for (const folder of [root, ...made.splice(0)]) await rm(folder, { recursive: true, force: true });
  });

  async function deepFolder(): Promise<string> {
    const deep = join(root, 'd'.repeat(60), 'e'.repeat(60));
    await mkdir(deep, { recursive: true });
    return deep;
  }

  it('should be a private folder inside the database when that is not too deep', async () => {
    const folder = await openSocketFolder(root);

    expect(folder).toBe(join(root, 'socket'));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('should be one private temporary folder for all processes when the database lies too deep', async () => {
    const deep = await deepFolder();

    const folders = await Promise.all(Array.from({ length: 5 }, () => openSocketFolder(deep)));
    made.push(...folders);

    expect(new Set(folders).size).toBe(1);
    expect(folders[0]).toBe(await readFile(join(deep, 'socket-folder'), 'utf8'));
    expect((await stat(folders[0] ?? '')).mode & 0o777).toBe(0o700);
  });

  it('should make a new one when the recorded folder is gone or open to others', async () => {
    const deep = await deepFolder();
    const first = await openSocketFolder(deep);
    await chmod(first, 0o755);
    const second = await openSocketFolder(deep);
    await rm(second, { recursive: true });
    const third = await openSocketFolder(deep);
    made.push(first, second, third);

    expect(new Set([first, second, third]).size).toBe(3);
  });
});
