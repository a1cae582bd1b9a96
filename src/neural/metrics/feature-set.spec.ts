import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../checkpoints/write-safetensors.js';
import { FeatureSet } from './feature-set.js';
import { DRAWN, drawnFeatures, drawnSet } from './testing/drawn-features.js';

describe('FeatureSet', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-features-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('should hold its rows in order when there are many', () => {
    const set = drawnSet(150, 7, 1);

    expect(set.count).toBe(150);
    expect(set.row(149)).toEqual(drawnFeatures(149, 7, 1));
    expect(set.subset([3, 149]).row(1)).toEqual(set.row(149));
  });

  it('should be the same again when saved and loaded', async () => {
    const set = drawnSet(5, 3, 0);
    const path = join(folder, 'features.safetensors');

    await set.save(path);
    const loaded = await FeatureSet.load(path);

    expect(loaded).toMatchObject({ source: DRAWN, width: 3, count: 5 });
    expect(loaded.row(4)).toEqual(set.row(4));
  });

  it('should refuse what is no features', async () => {
    const set = new FeatureSet(DRAWN, 3);
    const path = join(folder, 'other.safetensors');
    const tensor = { dtype: 'float32' as const, shape: [1, 3], bytes: new Uint8Array(12) };
    await writeSafetensors(path, new Map([['features', tensor]]), { features: 'inception', resize: 'none' });

    expect(() => set.add(new Float32Array(4))).toThrow('rows of 3');
    expect(() => set.add(Float32Array.of(1, NaN, 2))).toThrow('finite');
    expect(set.count).toBe(0);
    await expect(FeatureSet.load(path)).rejects.toThrow('holds no features');
    await writeFile(path, 'nothing');
    await expect(FeatureSet.load(path)).rejects.toThrow(path);
  });
});
