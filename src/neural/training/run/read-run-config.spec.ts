import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRunConfig, readRunConfig } from './read-run-config.js';

const PATH = '/somewhere/runs/mine.json';
const SMALLEST = { name: 'mine', data: [{ layout: 'viton', path: '../viton' }] };

function parse(config: object) {
  return parseRunConfig(JSON.stringify(config), PATH);
}

describe('readRunConfig', () => {
  it('should fill in defaults that work when only a name and data are given', () => {
    const config = parse(SMALLEST);

    expect(config).toMatchObject({
      preset: 'small',
      seed: 1,
      losses: { distillation: 'adjustable', smoothness: true },
      augmentation: 'full',
      checkpointMinutes: 5,
    });
    expect(config.data[0]).toMatchObject({ share: 1, use: 'research', skipBroken: false });
    expect(config.workers).toBeUndefined();
  });

  it('should take paths relative to the file', () => {
    const config = parse({
      ...SMALLEST,
      validation: { layout: 'viton', path: 'val' },
      perceptual: { path: '/nets/features.onnx' },
      start: 'old.safetensors',
    });

    expect(config.data[0]?.path).toBe('/somewhere/viton');
    expect(config.validation?.path).toBe('/somewhere/runs/val');
    expect(config.perceptual?.path).toBe('/nets/features.onnx');
    expect(config.start).toBe('/somewhere/runs/old.safetensors');
  });

  it.each<[string, object, string]>([
    ['a key is unknown', { learnigRate: 1 }, 'property learnigRate should not exist'],
    ['the name is no id', { name: 'My Model' }, 'name must consist of lower-case letters'],
    ['there is no data', { data: [] }, 'data should not be empty'],
    [
      'a layout is unknown',
      { data: [{ layout: 'vitn', path: '.' }] },
      'data.0.layout: layout must be one of',
    ],
    [
      'a share is 0',
      { data: [{ layout: 'viton', path: '.', share: 0 }] },
      'data.0.share: share must be a positive number',
    ],
    ['a stage is unknown', { stages: [{ stage: 'teacher' }] }, 'stages.0.stage: stage must be one of'],
    [
      'a stage has an unknown key',
      { stages: [{ stage: 'tutor', rate: 1 }] },
      'stages.0.rate: property rate should not exist',
    ],
    [
      'a loss is misspelt',
      { losses: { distillation: 'sometimes' } },
      'losses.distillation: distillation must',
    ],
  ])('should name the field and the file when %s', (_case, fault, reason) => {
    expect(() => parse({ ...SMALLEST, ...fault })).toThrow(reason);
    expect(() => parse({ ...SMALLEST, ...fault })).toThrow(`Correct ${PATH}`);
  });

  it('should tell all faults at once', () => {
    expect(() => parse({ name: '-', data: [], seed: 0.5 })).toThrow(
      /name must.*; .*seed must.*; .*data should/,
    );
  });

  it.each([
    ['not JSON', '{', 'it is not JSON'],
    ['a list', '[]', 'it is not a JSON object'],
  ])('should say so when the file is %s', (_case, json, reason) => {
    expect(() => parseRunConfig(json, PATH)).toThrow(reason);
  });

  it('should say so when the file is missing', async () => {
    await expect(readRunConfig(join('nowhere', 'x.json'))).rejects.toThrow('nowhere/x.json cannot be read');
  });
});
