import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../config/config.js';
import { EvaluationData } from './evaluation-data.js';

describe('EvaluationData', () => {
  let root: string;
  let data: EvaluationData;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tryflow-evaluation-data-'));
    const folder = join(root, 'sets');
    await mkdir(join(folder, 'viton'), { recursive: true });
    await mkdir(join(folder, '.hidden'));
    await writeFile(join(folder, 'mpv.tar'), '');
    await writeFile(join(folder, 'notes.txt'), '');
    await mkdir(join(root, 'secret'));
    data = new EvaluationData(Object.assign(new Config(), { evaluationDataDir: folder }));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('should list folders and archives, and nothing hidden or else', async () => {
    expect(await data.names()).toEqual(['mpv.tar', 'viton']);
  });

  it.each(['../secret', '..', '.', '', 'viton/..', '.hidden', 'notes.txt', '/etc'])(
    'should know no data set %j',
    async (name) => {
      expect(await data.pathOf(name)).toBeUndefined();
    },
  );

  it('should answer where a listed one lies', async () => {
    expect(await data.pathOf('viton')).toBe(join(root, 'sets', 'viton'));
  });

  it('should offer nothing when the operator has not set a folder', async () => {
    const none = new EvaluationData(new Config());

    expect(await none.names()).toEqual([]);
    expect(await none.pathOf('viton')).toBeUndefined();
  });

  it('should keep the server’s folders out of messages', () => {
    const text = data.withoutPaths(`${join(root, 'sets', 'viton')}: no pairs in ${join(root, 'sets')}`);

    expect(text).toBe('viton: no pairs in …');
  });
});
