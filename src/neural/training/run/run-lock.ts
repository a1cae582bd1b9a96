import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { TrainingError } from './training-error.js';

/** Who trains in a folder. */
interface Owner {
  readonly pid: number;
  /** When the process began, as its system tells it; the same number may be another process later. */
  readonly begin: string;
  readonly host: string;
}

const FILE = 'lock.json';

/** The right to train in a folder: one process at a time. */
export class RunLock {
  private constructor(private readonly path: string) {}

  /**
   * Takes the folder. The lock of a process that has ended, by kill -9 too, is taken over.
   *
   * @throws TrainingError when another process trains there
   */
  static async take(folder: string): Promise<RunLock> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, FILE);
    const mine: Owner = { pid: process.pid, begin: await beginOf(process.pid), host: hostname() };
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify(mine));
    try {
      for (let attempt = 0; attempt < 3; attempt++) {
        if (await linked(draft, path)) return new RunLock(path);
        const text = await readFile(path, 'utf8').catch(() => '');
        const other = ownerOf(text);
        if (other && (await lives(other))) throw occupied(folder, other);
        await removeStale(path, text);
      }
    } finally {
      await rm(draft, { force: true });
    }
    throw new TrainingError(`${folder} could not be locked: other processes want it at the same time.`);
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

/** A link appears whole or not at all, and never over another one. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock that was judged, not one that another process took meanwhile. */
async function removeStale(path: string, judged: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== judged) await linked(aside, path);
  await rm(aside, { force: true });
}

function ownerOf(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

async function lives({ pid, begin, host }: Owner): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return (await beginOf(pid)) === begin;
}

/** Field 22 of /proc/PID/stat (proc(5)): clock ticks from the start of the machine; elsewhere nothing is known. */
async function beginOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function occupied(folder: string, { pid, host }: Owner): TrainingError {
  return new TrainingError(
    `Process ${pid} on ${host} trains in ${folder}. Stop it first, or give another --out; ` +
      `if that machine is gone, remove ${join(folder, FILE)}.`,
  );
}
