import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTemporaryFolder } from './testing/temporary-folder.js';
import { type LogLine, RunLog } from './run-log.js';

function line(totalSamples: number): LogLine {
  return {
    stage: 'tutor',
    stageIndex: 1,
    step: totalSamples / 8,
    samples: totalSamples,
    totalSamples,
    learningRate: 1e-4,
    metrics: { loss: 1 / totalSamples },
    clock: { at: '2026-01-01T00:00:00.000Z', samplesPerSecond: 3 },
  };
}

describe('RunLog', () => {
  it('should read the lines that were appended, each JSON of its own', () =>
    inTemporaryFolder(async (folder) => {
      const log = new RunLog(join(folder, 'log.jsonl'));
      await log.append(line(8));
      await log.append(line(16));

      expect(await log.read()).toEqual([line(8), line(16)]);
      expect((await readFile(join(folder, 'log.jsonl'), 'utf8')).split('\n')).toHaveLength(3);
    }));

  it('should forget what came after the checkpoint and a line that was half written', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'log.jsonl');
      const log = new RunLog(path);
      for (const samples of [8, 16, 24]) await log.append(line(samples));
      await appendFile(path, '{"stage":"tu');

      await log.rewind(16);
      await log.append(line(32));

      expect(await log.read()).toEqual([line(8), line(16), line(32)]);
    }));

  it('should have no lines before the first', () =>
    inTemporaryFolder(async (folder) => {
      expect(await new RunLog(join(folder, 'log.jsonl')).read()).toEqual([]);
    }));
});
