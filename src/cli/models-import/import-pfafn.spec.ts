import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StudentSession } from '../../inference/onnx/student-session.js';
import { ModelRegistry } from '../../models/model-registry.js';
import {
  globalCode,
  pickleBytes,
  textCode,
  tupleCode,
} from '../../neural/checkpoints/testing/pickle-bytes.js';
import { zipBytes } from '../../neural/checkpoints/testing/zip-bytes.js';
import { referenceStudentModel } from '../../neural/networks/reference/student-model.js';
import { TINY_STUDENT } from '../../neural/networks/reference/testing/tiny-student.js';
import { EXIT } from '../exit-code.js';
import { importPfafn, type PfafnImport } from './import-pfafn.js';
import { checkpointBytes, type SavedTensor } from './testing/checkpoint-bytes.js';

const WEIGHTS = (() => {
  const { parameters } = referenceStudentModel(TINY_STUDENT);
  const values = parameters.initialValues(7);
  return new Map(
    [...parameters.all].map(([name, { shape }]): [string, SavedTensor] => [
      name,
      { shape: shape as readonly number[], values: values.get(name) ?? new Float32Array() },
    ]),
  );
})();

/** The tensors of one file by their keys. */
function part(name: 'warp' | 'gen'): Map<string, SavedTensor> {
  return new Map(
    [...WEIGHTS]
      .filter(([full]) => full.startsWith(`${name}.`))
      .map(([full, tensor]) => [full.slice(name.length + 1), tensor]),
  );
}

let folder: string;
let request: PfafnImport;
let stderr: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryflow-import-pfafn-'));
  request = {
    warp: join(folder, 'warp.pth'),
    gen: join(folder, 'gen.pth'),
    id: 'imported',
    modelsDir: join(folder, 'models'),
  };
  await mkdir(request.modelsDir);
  await writeFile(request.warp, checkpointBytes(part('warp')));
  await writeFile(request.gen, checkpointBytes(part('gen')));
  stderr = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Imports, and proves that nothing was left behind when that fails. */
async function refusal(changed: Partial<PfafnImport> = {}): Promise<unknown> {
  const outcome = await importPfafn({ ...request, ...changed }, TINY_STUDENT).catch(
    (error: unknown) => error,
  );
  expect(await readdir(request.modelsDir)).toEqual([]);
  return outcome;
}

describe('importPfafn', () => {
  it('should make a model that the registry and the server take, for research only', async () => {
    const made = await importPfafn(request, TINY_STUDENT);

    const registry = (production: boolean) =>
      new ModelRegistry({ folder: request.modelsDir, production, allowResearchModels: false });
    const model = await registry(false).load('imported');
    expect(made).toBe(join(request.modelsDir, 'imported'));
    expect(await readdir(request.modelsDir)).toEqual(['imported']);
    expect(model.card).toMatchObject({
      allowedUse: 'research',
      frame: { height: 48, width: 32 },
      metrics: [],
    });
    expect(model.card.notes.join()).toMatch(/warp\.pth \(SHA-256 [0-9a-f]{64}\) and gen\.pth/);
    await expect(registry(true).load('imported')).rejects.toMatchObject({ code: 'LICENCE_REFUSED' });
    const session = await StudentSession.open(model, 'cpu', 1);
    const features = await session.encodePerson(new Float32Array(3 * 48 * 32));
    await session.close();
    expect(features.map((values) => values.length)).toEqual([3 * 12 * 8, 3 * 24 * 16]);
  });

  it('should write the same model twice', async () => {
    const first = await importPfafn(request, TINY_STUDENT);
    const second = await importPfafn({ ...request, id: 'again' }, TINY_STUDENT);

    const [a, b] = await Promise.all([first, second].map((path) => readFile(join(path, 'model.onnx'))));
    expect(a!.equals(b!)).toBe(true);
  });

  it('should leave the filters of training aside and say so', async () => {
    const filters = { shape: [1, 1, 1, 3], values: Float32Array.of(1, -2, 1) };
    await writeFile(request.warp, checkpointBytes(new Map([...part('warp'), ['aflow_net.weight', filters]])));

    await importPfafn(request, TINY_STUDENT);

    expect(stderr).toContain('warp.pth: aflow_net.weight is left aside');
  });

  it('should name the tensor and its file when one is missing', async () => {
    const tensors = part('gen');
    tensors.delete('model.model.6.weight');
    await writeFile(request.gen, checkpointBytes(tensors));

    const error = await refusal();

    expect(error).toMatchObject({
      exitCode: EXIT.failed,
      message: expect.stringMatching(
        /gen\.pth: .*"model\.model\.6\.weight" is missing.*Nothing was imported/,
      ) as string,
    });
  });

  it('should name the tensor and both shapes when one does not fit', async () => {
    const tensors = part('warp').set('cond_FPN.smooth.1.bias', { shape: [2], values: Float32Array.of(1, 2) });
    await writeFile(request.warp, checkpointBytes(tensors));

    const error = await refusal();

    expect(error).toMatchObject({
      message: expect.stringMatching(/warp\.pth: .*"cond_FPN\.smooth\.1\.bias".*\[2\].*\[3\]/) as string,
    });
  });

  it('should refuse a tensor that the network does not have', async () => {
    const tensors = part('gen').set('model.extra', { shape: [1], values: Float32Array.of(1) });
    await writeFile(request.gen, checkpointBytes(tensors));

    expect(await refusal()).toMatchObject({ message: expect.stringContaining('"model.extra"') as string });
  });

  it('should execute nothing when a file calls for it', async () => {
    const trace = join(folder, 'executed');
    const call = `${globalCode('os', 'system')}${tupleCode(textCode(`touch ${trace}`))}R`;
    await writeFile(request.warp, zipBytes([{ name: 'archive/data.pkl', bytes: pickleBytes(call) }]));

    const error = await refusal();

    expect(error).toMatchObject({ message: expect.stringMatching(/warp\.pth: .*"os\.system"/) as string });
    expect(await readdir(folder)).not.toContain('executed');
  });

  it('should leave nothing when the weights compute no numbers', async () => {
    const tensors = part('gen');
    const { shape, values } = tensors.get('model.model.6.weight')!;
    tensors.set('model.model.6.weight', { shape, values: values.map(() => NaN) });
    await writeFile(request.gen, checkpointBytes(tensors));

    expect(await refusal()).toMatchObject({
      exitCode: EXIT.failed,
      message: expect.stringContaining('cannot be used') as string,
    });
  });

  it.each<[string, (before: PfafnImport) => Partial<PfafnImport>, RegExp]>([
    ['a file is missing', () => ({ gen: 'nowhere.pth' }), /nowhere\.pth cannot be read/],
    ['the id cannot name a folder', () => ({ id: '../escape' }), /"\.\.\/escape" must consist/],
    [
      'the models folder is missing',
      ({ modelsDir }) => ({ modelsDir: join(modelsDir, 'deeper') }),
      /deeper does not exist/,
    ],
  ])('should say what to give when %s', async (_, change, message) => {
    const error = await refusal(change(request));

    expect(error).toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringMatching(message) as string,
    });
  });

  it('should leave a model of the same id as it was', async () => {
    const existing = join(request.modelsDir, 'imported');
    await mkdir(existing);
    await writeFile(join(existing, 'card.json'), 'mine');

    await expect(importPfafn(request, TINY_STUDENT)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('exists already') as string,
    });
    expect(await readdir(existing)).toEqual(['card.json']);
  });
});
