import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type Checkpoint, CheckpointStore } from './checkpoint-store.js';
import { inTemporaryFolder } from './testing/temporary-folder.js';

function checkpoint(stepsDone: number, more: Partial<Checkpoint> = {}): Checkpoint {
  return {
    version: 1,
    stageIndex: 0,
    stage: 'tutor-warp',
    stepsDone,
    samples: stepsDone * 8,
    totalSamples: stepsDone * 8,
    isStageEnd: false,
    window: { steps: 2, sums: { loss: 1 / 3 } },
    sanity: { early: [0.1, 1e-300], above: 1 },
    state: new Map([
      ['weights.all', Float32Array.of(1 / 3, -0, 1e-40)],
      ['mean.all', Float32Array.of(stepsDone)],
    ]),
    weights: new Map([['tutor.w', Float32Array.of(5, 6)]]),
    ...more,
  };
}

const quiet = () => undefined;

describe('CheckpointStore', () => {
  it('should give back exactly what was written, with the bits of every number', () =>
    inTemporaryFolder(async (folder) => {
      const store = new CheckpointStore(join(folder, 'checkpoints'));
      await store.write(checkpoint(3));

      const read = await store.latest(quiet);

      expect(read).toEqual(checkpoint(3));
      expect(Object.is(read?.state.get('weights.all')?.[1], -0)).toBe(true);
    }));

  it('should find nothing when no checkpoint was written', () =>
    inTemporaryFolder(async (folder) => {
      expect(await new CheckpointStore(join(folder, 'checkpoints')).latest(quiet)).toBeUndefined();
    }));

  it('should keep the last three and every end of a stage', () =>
    inTemporaryFolder(async (folder) => {
      const store = new CheckpointStore(folder);
      await store.write(checkpoint(1));
      await store.write(checkpoint(2, { isStageEnd: true, state: new Map() }));
      for (const steps of [1, 2, 3, 20]) {
        await store.write(checkpoint(steps, { stageIndex: 1, stage: 'tutor' }));
      }

      expect(await store.list()).toEqual([
        '01-tutor-warp-000000002-end',
        '02-tutor-000000002',
        '02-tutor-000000003',
        '02-tutor-000000020',
      ]);
      expect((await store.latest(quiet))?.stepsDone).toBe(20);
    }));

  it('should write no state at the end of a stage', () =>
    inTemporaryFolder(async (folder) => {
      const store = new CheckpointStore(folder);
      await store.write(checkpoint(2, { isStageEnd: true }));

      expect((await store.latest(quiet))?.state.size).toBe(0);
    }));

  it('should not see a checkpoint whose writing was interrupted', () =>
    inTemporaryFolder(async (folder) => {
      const store = new CheckpointStore(folder);
      await store.write(checkpoint(1));
      await mkdir(join(folder, '01-tutor-warp-000000002.part'));

      expect((await store.latest(quiet))?.stepsDone).toBe(1);
      await store.write(checkpoint(2));
      expect((await store.latest(quiet))?.stepsDone).toBe(2);
    }));

  it.each([
    ['its state is cut off', (path: string) => truncate(join(path, 'state.safetensors'), 90)],
    ['its numbers are no JSON', (path: string) => writeFile(join(path, 'checkpoint.json'), '{')],
    ['its weights are gone', (path: string) => rm(join(path, 'weights.safetensors'))],
  ])('should fall back to the one before and say so when %s', (_case, damage) =>
    inTemporaryFolder(async (folder) => {
      const store = new CheckpointStore(folder);
      await store.write(checkpoint(1));
      await damage(await store.write(checkpoint(2)));
      const tell = vi.fn();

      expect((await store.latest(tell))?.stepsDone).toBe(1);
      expect(tell).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('000000002 is left aside: '));
    }),
  );

  it('should say that nothing can be read when all are damaged', () =>
    inTemporaryFolder(async (folder) => {
      const store = new CheckpointStore(folder);
      await writeFile(join(await store.write(checkpoint(1)), 'checkpoint.json'), '');

      await expect(store.latest(quiet)).rejects.toThrow('No checkpoint of');
    }));
});
