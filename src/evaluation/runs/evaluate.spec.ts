import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSetError } from '../../neural/datasets/data-set.js';
import { buildModel } from '../../neural/graph/build-model.js';
import { encodeModel } from '../../neural/graph/onnx-model.js';
import { mean } from '../../neural/graph/operators/mean.js';
import { reshape } from '../../neural/graph/operators/reshape.js';
import { input } from '../../neural/graph/tensor.js';
import { syntheticPairs } from '../../neural/datasets/synthetic/synthetic-pair.js';
import { writeVitonLayout } from '../../neural/datasets/synthetic/testing/write-viton-layout.js';
import { drawRenders, DRAWN_HEIGHT, DRAWN_WIDTH } from '../../neural/validation/testing/drawn-renders.js';
import { RenderSet } from '../../neural/validation/render-set.js';
import { StudentRunner } from '../../neural/validation/student-runner.js';
import { runUnpairedProtocol } from '../../neural/validation/unpaired-protocol.js';
import { evaluate, readResult } from './evaluate.js';
import { EvaluationError, EvaluationStopped } from './evaluation-error.js';
import type { EvaluationProgress, EvaluationRequest } from './evaluation-request.js';
import type { EvaluationResult } from './evaluation-result.js';
import { readItems } from './item-log.js';
import { pastingModel } from './testing/pasting-model.js';

const [HEIGHT, WIDTH] = [64, 48];
const MODEL = pastingModel(HEIGHT, WIDTH);

describe('evaluate', () => {
  let folder: string;
  let viton: string;
  const inFolder = (name: string): string => join(folder, name);
  const drawn = (run: string, change: Partial<EvaluationRequest> = {}): EvaluationRequest => ({
    benchmark: 'synthetic',
    model: MODEL,
    folder: inFolder(run),
    limit: 6,
    ...change,
  });
  const figure = ({ figures }: Pick<EvaluationResult, 'figures'>, name: string): number | undefined =>
    figures.find(({ metric }) => metric === name)?.mean;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
    viton = inFolder('viton');
    await writeVitonLayout(viton, syntheticPairs(5, 3, { height: 96, width: 72 }), 'val');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('should measure drawn pairs and write the folder of the run', async () => {
    const told: EvaluationProgress[] = [];

    const result = await evaluate(drawn('drawn', { onProgress: (progress) => told.push(progress) }));

    expect(result).toMatchObject({ items: 6, problems: [], size: { height: HEIGHT, width: WIDTH } });
    expect(figure(result, 'ssim')).toBeGreaterThan(0.2);
    expect(figure(result, 'ssim')).toBeLessThan(0.99);
    expect(figure(result, 'endPointError')).toBeGreaterThan(0);
    expect(await readResult(inFolder('drawn'))).toEqual(result);
    expect(await readItems(inFolder('drawn'))).toHaveLength(6);
    expect(JSON.parse(await readFile(inFolder('drawn/badge.json'), 'utf8'))).toMatchObject({
      schemaVersion: 1,
      message: expect.stringMatching(/^SSIM 0\.\d+ ± 0\.\d+$/) as string,
    });
    expect(told.map(({ phase, done }) => `${phase} ${done}`)).toEqual([
      'preparing 0',
      ...[1, 2, 3, 4, 5, 6].map((done) => `measuring ${done}`),
      'reporting 6',
    ]);
  });

  it('should give the same result when it was stopped half way, and with half a line at the end', async () => {
    const stop = new AbortController();
    const stopped = evaluate(
      drawn('stopped', { signal: stop.signal, onProgress: ({ done }) => done === 3 && stop.abort() }),
    );
    await expect(stopped).rejects.toThrow(EvaluationStopped);
    expect(await readResult(inFolder('stopped'))).toBeUndefined();
    await appendFile(inFolder('stopped/items.jsonl'), '{"id":"drawn-00');

    await evaluate(drawn('stopped'));

    expect(await readFile(inFolder('stopped/result.json'), 'utf8')).toBe(
      await readFile(inFolder('drawn/result.json'), 'utf8'),
    );
    expect(await readFile(inFolder('stopped/items.jsonl'), 'utf8')).toBe(
      await readFile(inFolder('drawn/items.jsonl'), 'utf8'),
    );
  });

  it('should answer from the folder when the run has ended', async () => {
    await truncate(inFolder('drawn/items.jsonl'), 0);

    const again = await evaluate(drawn('drawn'));

    expect(again.items).toBe(6);
  });

  it('should refuse a folder in which another evaluation runs', async () => {
    const first = evaluate(drawn('twice', { limit: 1 }));
    const second = evaluate(drawn('twice', { limit: 1 }));

    const ended = await Promise.allSettled([first, second]);

    const refused = ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(refused.reason).toBeInstanceOf(EvaluationError);
    expect(String(refused.reason)).toMatch(/used by another evaluation/);
  });

  it('should refuse the folder of another run', async () => {
    const other = evaluate(drawn('stopped', { limit: 5 }));

    await expect(other).rejects.toThrow(EvaluationError);
    await expect(other).rejects.toThrow(/holds another run \(other data\)/);
  });

  it('should measure the renders as the validation does', async () => {
    const data = inFolder('renders');
    await mkdir(data);
    await drawRenders(data);
    const model = pastingModel(DRAWN_HEIGHT, DRAWN_WIDTH, { trainingData: ['Tryflow renders, p01'] });

    const result = await evaluate({ benchmark: 'renders', data, model, folder: inFolder('of-renders') });

    const student = await StudentRunner.open(model.graph, { threads: 1 });
    const report = await runUnpairedProtocol(student, await RenderSet.open(data, DRAWN_HEIGHT, DRAWN_WIDTH));
    await student.close();
    const { mean, low, high, count } = result.figures.find(({ metric }) => metric === 'ssim')!;
    expect({ mean, low, high, count }).toEqual(report.ssim);
    expect(figure(result, 'iou')).toBe(report.iou.mean);
    expect(figure(result, 'endPointError')).toBe(report.endPointError.mean);
    expect(figure(result, 'unchangedSsim')).toBe(report.unchanged.ssim.mean);
    const dark = result.groups.find(({ name }) => name === 'skin dark')!;
    expect(figure(dark, 'skinToTruth')).toBe(report.skin.dark!.toTruth.mean);
    // People “fair” and “dark” are not among those of the card.
    expect(result.leaks).toMatchObject({ checked: 'card', ids: [] });
  });

  it('should warn of copying and measure the cycle beside when the test is paired', async () => {
    const request = { benchmark: 'viton-paired', data: viton, model: MODEL } as const;

    const result = await evaluate({ ...request, folder: inFolder('paired') });

    expect(result.items).toBe(5);
    expect(result.warnings.join('\n')).toMatch(/PAIRED TEST FLATTERS/);
    expect(figure(result, 'cycleSsim')).toBeLessThanOrEqual(figure(result, 'ssim')!);
    expect(result.published).toEqual([
      expect.objectContaining({
        metric: 'SSIM',
        figure: 0.87,
        measured: figure(result, 'ssim'),
        comparable: false,
      }) as unknown,
    ]);
  });

  it('should list missing and broken files, and go on with the others', async () => {
    const data = inFolder('broken');
    await writeVitonLayout(data, syntheticPairs(4, 5, { height: 96, width: 72 }), 'val');
    await rm(join(data, 'val/image/000001_0.jpg'));
    await truncate(join(data, 'val/cloth/000002_1.jpg'), 200);

    const result = await evaluate({
      benchmark: 'viton-unpaired',
      data,
      model: MODEL,
      folder: inFolder('of-broken'),
    });

    const byId = new Map(result.problems.map(({ id, problem }) => [id, problem]));
    expect(byId.get('000001_0')).toBe('val/image/000001_0.jpg: the file is missing.');
    expect([...byId.values()].some((problem) => /cloth\/000002_1\.jpg/.test(problem))).toBe(true);
    expect(result.items).toBe(4 - byId.size);
    expect(await readFile(inFolder('of-broken/report.html'), 'utf8')).toContain('the file is missing');
  });

  it('should end with 0 items when nothing can be measured', async () => {
    const data = inFolder('empty');
    await writeVitonLayout(data, syntheticPairs(2, 5, { height: 96, width: 72 }), 'val');
    for (const id of ['000000', '000001']) await writeFile(join(data, `val/cloth/${id}_1.jpg`), 'no picture');

    const result = await evaluate({
      benchmark: 'viton-cycle',
      data: join(data, 'val'),
      model: MODEL,
      folder: inFolder('of-empty'),
    });

    expect(result).toMatchObject({ items: 0, figures: [] });
    expect(result.problems).toHaveLength(2);
    expect(result.warnings.at(-1)).toMatch(/Nothing could be measured/);
  });

  it('should find the test pictures that are in the training data', async () => {
    const train = inFolder('train');
    await writeVitonLayout(train, syntheticPairs(3, 77, { height: 96, width: 72 }), 'train');
    await copyFile(join(viton, 'val/image/000002_0.jpg'), join(train, 'train/image/000000_0.jpg'));

    const result = await evaluate({
      benchmark: 'viton-cycle',
      data: viton,
      train,
      model: MODEL,
      folder: inFolder('leaks'),
    });

    expect(result.leaks).toMatchObject({ checked: 'contents', ids: ['000002_0'] });
    expect(result.warnings.join('\n')).toMatch(/LEAK: 1 of 5 items/);
    expect(result.groups[0]).toMatchObject({ name: 'without leaked items' });
    expect(result.groups[0]!.figures[0]!.count).toBe(4);
  });

  it('should compare two models item by item', async () => {
    const result = await evaluate(drawn('against', { against: pastingModel(32, 24, { id: 'coarse' }) }));

    const ssim = result.comparison!.find(({ metric }) => metric === 'ssim')!;
    expect(ssim.model).toBeCloseTo(figure(result, 'ssim')!, 12);
    expect(ssim.difference).toBeCloseTo(ssim.model - ssim.against, 12);
    expect(ssim).toMatchObject({ count: 6, pValue: expect.any(Number) as number });
    expect(result.warnings.join('\n')).toMatch(/cannot be compared/);
  });

  it('should compare sets by the features of a network and never hide that it is a proxy', async () => {
    const network = inFolder('tiny.onnx');
    const image = input('image', [1, 3, 32, 24]);
    const features = reshape(mean(image, [2, 3]), [1, 3]);
    await writeFile(network, encodeModel(buildModel({ inputs: [image], outputs: { features } })));
    const stop = new AbortController();
    const once = drawn('sets', {
      features: network,
      signal: stop.signal,
      onProgress: ({ done }) => done === 2 && stop.abort(),
    });
    await expect(evaluate(once)).rejects.toThrow(EvaluationStopped);

    const result = await evaluate(drawn('sets', { features: network }));
    const whole = await evaluate(drawn('sets-at-once', { features: network }));

    const fid = result.figures.find(({ metric }) => metric === 'fid')!;
    expect(fid).toMatchObject({ features: 'proxy:tiny', count: 6 });
    expect(fid.label).toMatch(/PROXY/);
    expect(fid.mean).toBeGreaterThan(0);
    expect(result.warnings.join('\n')).toMatch(/not of Inception: a PROXY/);
    expect(result).toEqual(whole);
  });

  it('should compose at the size of published figures when asked to', async () => {
    const result = await evaluate(drawn('published', { size: 'published', limit: 1 }));

    expect(result.size).toEqual({ height: 256, width: 192 });
    expect(figure(result, 'ssim')).toBeGreaterThan(0.2);
    expect(figure(result, 'msSsim')).toBeDefined();
  });

  it('should say what data a benchmark needs when they are missing or of another kind', async () => {
    const without = evaluate({ benchmark: 'viton-cycle', model: MODEL, folder: inFolder('without') });
    const other = evaluate({ benchmark: 'cmi', data: viton, model: MODEL, folder: inFolder('other') });

    await expect(without).rejects.toThrow(/needs data \(--data\)/);
    await expect(other).rejects.toThrow(DataSetError);
  });
});
