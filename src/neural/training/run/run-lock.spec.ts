import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTemporaryFolder } from './testing/temporary-folder.js';
import { RunLock } from './run-lock.js';

describe('RunLock', () => {
  it('should refuse a folder that a living process holds and free it when that one releases it', () =>
    inTemporaryFolder(async (folder) => {
      const lock = await RunLock.take(folder);

      await expect(RunLock.take(folder)).rejects.toThrow(`Process ${process.pid} on ${hostname()} trains in`);

      await lock.release();
      await (await RunLock.take(folder)).release();
      expect(await readdir(folder)).toEqual([]);
    }));

  it('should make the folder when it does not exist', () =>
    inTemporaryFolder(async (folder) => {
      const lock = await RunLock.take(join(folder, 'new', 'run'));

      expect(existsSync(join(folder, 'new', 'run', 'lock.json'))).toBe(true);
      await lock.release();
    }));

  it('should take over the lock of a process that was killed', () =>
    inTemporaryFolder(async (folder) => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
      await once(child, 'spawn');
      const owner = { pid: child.pid, begin: '', host: hostname() };
      await writeFile(join(folder, 'lock.json'), JSON.stringify(owner));
      child.kill('SIGKILL');
      await once(child, 'exit');

      const lock = await RunLock.take(folder);

      await lock.release();
    }));

  it('should take over a lock whose number is now another process', () =>
    inTemporaryFolder(async (folder) => {
      const owner = { pid: process.pid, begin: 'another time', host: hostname() };
      await writeFile(join(folder, 'lock.json'), JSON.stringify(owner));

      await (await RunLock.take(folder)).release();
    }));

  it('should not judge processes of other machines', () =>
    inTemporaryFolder(async (folder) => {
      const owner = { pid: 1, begin: '', host: 'elsewhere' };
      await writeFile(join(folder, 'lock.json'), JSON.stringify(owner));

      await expect(RunLock.take(folder)).rejects.toThrow('Process 1 on elsewhere');
    }));
});
