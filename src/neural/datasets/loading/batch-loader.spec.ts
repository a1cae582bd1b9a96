import { existsSync } from 'node:fs';
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSetError } from '../data-set.js';
import { BATCH_TENSORS, type TrainingBatch } from '../training-batch.js';
import { BatchLoader, type BatchLoaderOptions } from './batch-loader.js';
import { PreparedStore } from './store/prepared-store.js';
import { patternPairs } from './testing/pattern-pair.js';

const SIZE = { height: 12, width: 8 };
const workerEntry = new URL(
  '../../../../dist/neural/datasets/loading/batch-loader.worker.js',
  import.meta.url,
);

describe('BatchLoader', () => {
  let root: string;
  let plain: string;
  let rendered: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'tryflow-loader-'));
    plain = join(root, 'plain');
    rendered = join(root, 'rendered');
    await PreparedStore.write(plain, { ...SIZE, hasOtherwise: false }, patternPairs(10));
    const otherwise = new Uint8Array(288).fill(77);
    await PreparedStore.write(rendered, { ...SIZE, hasOtherwise: true }, patternPairs(5, { otherwise }));
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  const open = (options: Partial<BatchLoaderOptions> = {}): Promise<BatchLoader> =>
    BatchLoader.open({
      sources: [{ store: plain, share: 1 }],
      batch: 4,
      shards: 2,
      seed: 7,
      inThread: true,
      ...options,
    });

  it('should fill every tensor with its type and shape when a batch is asked for', async () => {
    const loader = await open();

    const shards = await loader.batch(0);

    expect(shards).toHaveLength(2);
    for (const shard of shards)
      for (const [name, { type, shape }] of Object.entries(BATCH_TENSORS)) {
        const tensor = shard[name as keyof TrainingBatch];
        const full = [2, ...shape.map((length) => (length === 'H' ? 12 : length === 'W' ? 8 : length))];
        expect(tensor.shape).toEqual(full);
        expect(tensor.data).toBeInstanceOf(type === 'uint8' ? Uint8Array : Float32Array);
        expect(tensor.data).toHaveLength(
          full.reduce((product: number, length) => product * Number(length), 1),
        );
      }
    await loader.close();
  });

  it('should show each pair once in each epoch, in another order', async () => {
    const loader = await open({ augmentation: 'off', batch: 5, shards: 1 });

    const steps = [0, 1, 2, 3].map(async (step) => garments(await loader.batch(step)));
    const [a, b, c, d] = await Promise.all(steps);

    const [first, second] = [
      [...a!, ...b!],
      [...c!, ...d!],
    ];
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(first.toSorted((x, y) => x - y)).toEqual(all);
    expect(second.toSorted((x, y) => x - y)).toEqual(all);
    expect(second).not.toEqual(first);
    await loader.close();
  });

  it('should answer the same batch when training resumes at its step', async () => {
    const [uninterrupted, resumed] = [await open(), await open()];
    let batch = await uninterrupted.batch(0);
    for (let step = 1; step <= 7; step++) batch = await uninterrupted.batch(step);

    const again = await resumed.batch(7);

    expect(again).toEqual(batch);
    expect(await resumed.batch(6)).not.toEqual(batch);
    await Promise.all([uninterrupted.close(), resumed.close()]);
  });

  it('should show other samples when the seed is another', async () => {
    const [one, other] = [await open(), await open({ seed: 8 })];

    expect(await one.batch(0)).not.toEqual(await other.batch(0));
    await Promise.all([one.close(), other.close()]);
  });

  it('should not depend on how a step is divided into shards', async () => {
    const [whole, divided] = [await open({ shards: 1 }), await open({ shards: 4 })];

    const one = await whole.batch(3);
    const four = await divided.batch(3);

    expect(four.flatMap((shard) => [...shard.photo.data])).toEqual([...one[0]!.photo.data]);
    await Promise.all([whole.close(), divided.close()]);
  });

  it('should never show the worn garment as the other one', async () => {
    const loader = await open({ augmentation: 'off' });

    const others = new Set<number>();
    for (let step = 0; step < 50; step++) {
      const shards = await loader.batch(step);
      const [worn, other] = [garments(shards), garments(shards, 'other_garment')];
      worn.forEach((garment, i) => expect(other[i]).not.toBe(garment));
      other.forEach((garment) => others.add(garment));
    }

    expect(others.size).toBe(10);
    await loader.close();
  });

  it('should mix sources by their shares and mark what is truly otherwise', async () => {
    const sources = [
      { store: plain, share: 3 },
      { store: rendered, share: 1 },
    ];
    const loader = await open({ sources, augmentation: 'off' });

    let marked = 0;
    for (let step = 0; step < 25; step++)
      for (const { has_otherwise, otherwise } of await loader.batch(step))
        has_otherwise.data.forEach((given, i) => {
          marked += given;
          expect(otherwise.data[i * 288]).toBe(77 * given);
        });

    expect(marked).toBe(25);
    expect(loader.sources.stores.map(({ pairs }) => pairs)).toEqual([10, 5]);
    await loader.close();
  });

  it('should refuse options that make no sense', async () => {
    await expect(open({ sources: [] })).rejects.toThrow(/at least one source/);
    await expect(open({ shards: 3 })).rejects.toThrow(/divided into 3/);
    await expect(open({ augmentation: { flip: 2 } })).rejects.toThrow(/flip is 2/);
    await expect(open({ sources: [{ store: plain, share: 0 }] })).rejects.toThrow(RangeError);
    await expect(open({ sources: [{ store: join(root, 'none'), share: 1 }] })).rejects.toThrow(DataSetError);
  });

  it('should refuse sources that cannot be trained with', async () => {
    const [single, small] = [join(root, 'single'), join(root, 'small')];
    await PreparedStore.write(
      single,
      { ...SIZE, hasOtherwise: false },
      patternPairs(3, { garmentId: 'one' }),
    );
    await PreparedStore.write(
      small,
      { height: 2, width: 2, hasOtherwise: false },
      patternPairs(2, {
        height: 2,
        width: 2,
        bodyParts: new Uint8Array(4),
      }),
    );
    const sources = [plain, small].map((store) => ({ store, share: 1 }));

    await expect(open({ sources: [{ store: single, share: 1 }] })).rejects.toThrow(/only one garment/);
    await expect(open({ sources })).rejects.toThrow(/is 2×2, .* is 8×12/);
  });

  it('should refuse batches when it is closed', async () => {
    const loader = await open();
    await loader.close();

    await expect(loader.batch(0)).rejects.toThrow(/is closed/);
  });

  describe.skipIf(!existsSync(workerEntry))('in a thread (needs the built server)', () => {
    const openThread = (options: Partial<BatchLoaderOptions> = {}): Promise<BatchLoader> =>
      open({ inThread: false, workerEntry, ...options });

    it('should answer what the calling thread would, in whatever order', async () => {
      const [threaded, here] = [await openThread(), await open()];

      for (const step of [0, 1, 5, 3, 3, 4])
        expect(await threaded.batch(step)).toEqual(await here.batch(step));

      await Promise.all([threaded.close(), here.close()]);
    });

    it('should hand over arrays that nobody else holds', async () => {
      const loader = await openThread();

      const [one, two] = await Promise.all([loader.batch(1), loader.batch(1)]);

      expect(one).toEqual(two);
      expect(one[0]!.photo.data.buffer).not.toBe(two[0]!.photo.data.buffer);
      await loader.close();
    });

    it('should refuse to open with the cause when a source is missing', async () => {
      const opening = openThread({ sources: [{ store: join(root, 'none'), share: 1 }] });

      await expect(opening).rejects.toThrow(DataSetError);
      await expect(opening).rejects.toThrow(/holds no prepared pairs/);
    });

    it('should refuse the batch with the cause when its records cannot be read', async () => {
      const folder = join(root, 'cut');
      await PreparedStore.write(folder, { ...SIZE, hasOtherwise: false }, patternPairs(4));
      const loader = await openThread({ sources: [{ store: folder, share: 1 }], prefetch: 0 });
      await loader.batch(0);
      await truncate(join(folder, 'records.bin'), 0);

      await expect(loader.batch(1)).rejects.toThrow(DataSetError);
      await expect(loader.batch(-1)).rejects.toThrow(RangeError);
      await loader.close();
    });

    it('should refuse what is waited for when it is closed', async () => {
      const loader = await openThread();

      const batch = loader.batch(0);
      const refused = expect(batch).rejects.toThrow(/is closed/);
      await loader.close();
      await loader.close();

      await refused;
    });
  });
});

/** Whose garments the samples show; see `patternPair`. */
function garments(
  shards: readonly TrainingBatch[],
  tensor: 'garment' | 'other_garment' = 'garment',
): number[] {
  return shards.flatMap((shard) => {
    const { data, shape } = shard[tensor];
    const samples = shape[0]!;
    return Array.from({ length: samples }, (_, i) => data[(i * data.length) / samples]!);
  });
}
