import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelCard } from './model-card.js';
import { ModelRegistry } from './model-registry.js';

const GRAPH = Buffer.from('graph of the test');
const LABELS = Buffer.from('labels of the test');
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

function cardOf(id: string, change: Partial<ModelCard> = {}): ModelCard {
  const tensor = (name: string, shape: number[]) => ({ name, shape, meaning: name });
  return {
    id,
    version: '1.0.0',
    name: 'Test model',
    licence: 'Apache-2.0',
    allowedUse: 'commercial',
    trainingData: [{ name: 'renders', terms: 'CC0' }],
    files: [
      { path: 'model.onnx', sha256: sha256(GRAPH) },
      { path: 'labels.txt', sha256: sha256(LABELS) },
    ],
    graph: 'model.onnx',
    frame: { height: 32, width: 24 },
    flow: { coordinates: 'absolute', alignCorners: false },
    inputs: [
      tensor('person', [1, 3, 32, 24]),
      tensor('garment', [1, 3, 32, 24]),
      tensor('garment_mask', [1, 1, 32, 24]),
    ],
    outputs: [
      tensor('flow', [1, 2, 8, 6]),
      tensor('composition', [1, 1, 32, 24]),
      tensor('rendered', [1, 3, 32, 24]),
      tensor('preservation', [1, 1, 32, 24]),
    ],
    metrics: [],
    notes: [],
    ...change,
  };
}

describe('ModelRegistry', () => {
  let folder: string;

  const registry = (change: { production?: boolean; allowResearchModels?: boolean } = {}): ModelRegistry =>
    new ModelRegistry({ folder, production: false, allowResearchModels: false, ...change });

  async function addModel(id: string, card: unknown, graph: Uint8Array = GRAPH): Promise<void> {
    await mkdir(join(folder, id));
    await writeFile(join(folder, id, 'card.json'), typeof card === 'string' ? card : JSON.stringify(card));
    await writeFile(join(folder, id, 'model.onnx'), graph);
    await writeFile(join(folder, id, 'labels.txt'), LABELS);
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-models-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('should hand out the checked graph and the digest over all files when a model is sound', async () => {
    await addModel('sound', cardOf('sound'));

    const model = await registry().load('sound');

    expect(Buffer.from(model.graph)).toEqual(GRAPH);
    expect(model.card.name).toBe('Test model');
    expect(model.digest).toBe(sha256([sha256(GRAPH), sha256(LABELS)].sort().join('\n')));
  });

  it('should refuse when a file differs from its digest', async () => {
    await addModel('altered', cardOf('altered'), Buffer.from('another graph'));

    await expect(registry().load('altered')).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH',
      message: expect.stringContaining('model.onnx') as string,
    });
  });

  it('should refuse when the model, its card or a file is missing', async () => {
    await addModel('no-file', cardOf('no-file'));
    await rm(join(folder, 'no-file', 'labels.txt'));
    await mkdir(join(folder, 'no-card'));

    await expect(registry().load('absent')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(registry().load('no-file')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(registry().load('no-card')).rejects.toMatchObject({ code: 'CARD_INVALID' });
  });

  it('should not leave its folder when an id or a file names a path', async () => {
    await addModel('climber', cardOf('climber', { files: [{ path: '../x', sha256: sha256(GRAPH) }] }));

    await expect(registry().load('../climber')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(registry().load('climber')).rejects.toMatchObject({ code: 'CARD_INVALID' });
  });

  it('should refuse research models in production when the operator has not overridden the rule', async () => {
    await addModel('research', cardOf('research', { allowedUse: 'research' }));
    await addModel('sound', cardOf('sound'));

    await expect(registry({ production: true }).load('research')).rejects.toMatchObject({
      code: 'LICENCE_REFUSED',
      message: expect.stringContaining('ALLOW_RESEARCH_MODELS') as string,
    });
    await expect(registry({ production: true }).load('sound')).resolves.toBeDefined();
    await expect(registry().load('research')).resolves.toBeDefined();
    await expect(
      registry({ production: true, allowResearchModels: true }).load('research'),
    ).resolves.toBeDefined();
  });

  it('should list a broken model with its error when others are sound', async () => {
    await addModel('a-broken', '{"id": 7}');
    await addModel('b-text', 'not json');
    await addModel('c-research', cardOf('c-research', { allowedUse: 'research' }));
    await addModel('d-sound', cardOf('d-sound'));

    const models = await registry({ production: true }).list();

    expect(models.map(({ id, error }) => [id, error?.code])).toEqual([
      ['a-broken', 'CARD_INVALID'],
      ['b-text', 'CARD_INVALID'],
      ['c-research', 'LICENCE_REFUSED'],
      ['d-sound', undefined],
    ]);
    expect(models[3]?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('should list nothing when the folder does not exist', async () => {
    await rm(folder, { recursive: true });

    await expect(registry().list()).resolves.toEqual([]);
    await mkdir(folder);
  });
});
