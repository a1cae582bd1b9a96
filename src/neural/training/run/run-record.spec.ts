import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRunConfig } from './read-run-config.js';
import { changesThatMatter, readRunRecord, type RunRecord, writeRunRecord } from './run-record.js';
import { inTemporaryFolder } from './testing/temporary-folder.js';

const STAGE = {
  stage: 'tutor-warp',
  height: 64,
  width: 64,
  batch: 4,
  samples: 100,
  learningRate: 1e-3,
  warmUp: 10,
  decay: 'cosine',
} as const;

function record(config: object = {}, more: Partial<RunRecord> = {}): RunRecord {
  const given = { name: 'mine', data: [{ layout: 'viton', path: 'data' }], ...config };
  return {
    version: 1,
    config: parseRunConfig(JSON.stringify(given), '/runs/c.json'),
    workers: 2,
    stages: [STAGE, { ...STAGE, stage: 'tutor' }],
    data: [{ name: 'viton', terms: 'none', use: 'research', share: 1, pairs: 8, digest: 'aa' }],
    files: { perceptual: 'bb' },
    starts: [],
    ...more,
  };
}

describe('run record', () => {
  it('should be read as it was written', () =>
    inTemporaryFolder(async (folder) => {
      await writeRunRecord(folder, record());

      expect(await readRunRecord(folder)).toEqual(JSON.parse(JSON.stringify(record())));
      expect(changesThatMatter((await readRunRecord(folder))!, record(), 2)).toEqual([]);
    }));

  it('should be absent where no run began, and damaged where it is no JSON', () =>
    inTemporaryFolder(async (folder) => {
      expect(await readRunRecord(folder)).toBeUndefined();
      await writeFile(join(folder, 'run.json'), '{"version"');
      await expect(readRunRecord(folder)).rejects.toThrow('run.json is damaged');
    }));
});

describe('changesThatMatter', () => {
  it.each<[string, RunRecord, string]>([
    ['the seed', record({ seed: 2 }), 'seed was 1 and is 2'],
    ['the workers', record({}, { workers: 4 }), 'workers was 2 and is 4'],
    ['a loss', record({ losses: { distillation: 'none' } }), 'distillation was "adjustable" and is "none"'],
    ['a file', record({}, { files: {} }), 'perceptual was "bb" and is nothing'],
    [
      'the data',
      record({}, { data: [{ ...record().data[0]!, digest: 'cc' }] }),
      'data set 1 was {"share":1,"pairs":8,"digest":"aa"} and is {"share":1,"pairs":8,"digest":"cc"}',
    ],
  ])('should name %s when it changes', (_case, after, change) => {
    expect(changesThatMatter(record(), after, 1)).toEqual([change]);
  });

  it('should let stages change that have not begun, and no others', () => {
    const after = record({}, { stages: [STAGE, { ...STAGE, stage: 'tutor', samples: 5 }] });

    expect(changesThatMatter(record(), after, 1)).toEqual([]);
    expect(changesThatMatter(record(), after, 2)).toEqual([
      expect.stringMatching(/^stage 2 was .*"samples":100/),
    ]);
  });

  it('should let paths, names, rhythm and validation change', () => {
    const after = record({
      name: 'other',
      data: [{ layout: 'viton', path: 'elsewhere' }],
      validation: { layout: 'viton', path: 'val' },
      checkpointMinutes: 1,
      sheetEverySamples: 5,
      reportEverySteps: 1,
    });

    expect(changesThatMatter(record(), after, 2)).toEqual([]);
  });
});
