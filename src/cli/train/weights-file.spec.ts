import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadParentCard } from './parent-card.js';
import { readWeights, weightsPath, writeHalfWeights } from './weights-file.js';

describe('weights of a model', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weights-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('should be read as they were written, to the precision of 16 bits, with their preset', async () => {
    const path = join(folder, 'weights.safetensors');
    await writeHalfWeights(path, new Map([['student.a', Float32Array.of(0.5, -2, 1 / 3)]]), 'tiny');

    const { weights, preset } = await readWeights(await weightsPath(folder));

    expect(preset).toBe('tiny');
    const [half, two, third] = weights.get('student.a') ?? [];
    expect([half, two]).toEqual([0.5, -2]);
    expect(third).toBeCloseTo(1 / 3, 3);
  });

  it('should say so when a model has none, or is not there', async () => {
    const bare = join(folder, 'bare');
    await mkdir(bare);

    await expect(weightsPath(bare)).rejects.toThrow('has no weights.safetensors: only models that');
    await expect(weightsPath(join(folder, 'nowhere'))).rejects.toThrow('nowhere does not exist');
  });

  it('should count as research only when no card lies beside them', async () => {
    const path = join(folder, 'other', 'weights.safetensors');
    await mkdir(join(folder, 'other'));
    await writeFile(path, '');

    expect(await loadParentCard(path)).toMatchObject({ allowedUse: 'research' });
    expect((await loadParentCard(path)).trainingData[0]?.name).toContain('other/weights.safetensors');
  });
});
