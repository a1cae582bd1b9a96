import { PGlite } from '@electric-sql/pglite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { START_PARAMETERS } from './cluster.js';
import { DurableNodeFS } from './durable-node-fs.js';

interface Module {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync: (stream: { nfd?: number }) => number } } } };
}

/** Counts the calls that reach the fsync of the file system. */
class CountingFS extends DurableNodeFS {
  syncs = 0;

  override async init(...args: Parameters<DurableNodeFS['init']>): ReturnType<DurableNodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args);
    const count = (module: unknown): void => {
      const operations = (module as Module).FS.filesystems.NODEFS.stream_ops;
      const { fsync } = operations;
      operations.fsync = (stream) => {
        this.syncs++;
        return fsync(stream);
      };
    };
    const preRun = emscriptenOpts.preRun ?? [];
    return {
      emscriptenOpts: { ...emscriptenOpts, preRun: [...(Array.isArray(preRun) ? preRun : [preRun]), count] },
    };
  }
}

it('should bring each commit to the disk and nothing for a read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tryflow-durable-'));
  const fs = new CountingFS(folder);
  const pglite = await PGlite.create({ fs, startParams: START_PARAMETERS });
  try {
    await pglite.exec('CREATE TABLE t (a int)');

    const before = fs.syncs;
    for (let i = 0; i < 10; i++) await pglite.query('INSERT INTO t VALUES ($1)', [i]);
    const afterWrites = fs.syncs;
    for (let i = 0; i < 10; i++) await pglite.query('SELECT $1::int', [i]);

    expect(afterWrites - before).toBeGreaterThanOrEqual(10);
    expect(fs.syncs).toBe(afterWrites);
  } finally {
    await pglite.close();
    await rm(folder, { recursive: true });
  }
}, 120_000);
