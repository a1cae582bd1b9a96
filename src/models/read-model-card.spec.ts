import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readModelCard } from './read-model-card.js';

const SHIPPED = readFileSync(new URL('../../models/small-student/card.json', import.meta.url), 'utf8');

/** The shipped card with one field replaced. */
function changed(path: string, value: unknown): string {
  const card = JSON.parse(SHIPPED) as Record<string, unknown>;
  const keys = path.split('.');
  let parent = card;
  for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  parent[keys.at(-1)!] = value;
  return JSON.stringify(card);
}

describe('readModelCard', () => {
  it('should read the shipped card and say that it is for research only', () => {
    const card = readModelCard(SHIPPED, 'small-student');

    expect(card.allowedUse).toBe('research');
    expect(card.trainingData[0]?.name).toContain('VITON');
    expect(card.features?.person).toHaveLength(4);
  });

  it.each([
    ['version', 'one'],
    ['allowedUse', 'anything'],
    ['files.0.sha256', 'abc'],
    ['files.0.path', '/etc/passwd'],
    ['flow.alignCorners', true],
    ['frame.width', 95.5],
    ['trainingData.0.terms', ''],
    ['metrics.0.value', 'good'],
    ['surprise', 1],
  ])('should name the field when %s is wrong', (path, value) => {
    expect(() => readModelCard(changed(path, value), 'small-student')).toThrow(
      expect.objectContaining({
        code: 'CARD_INVALID',
        message: expect.stringContaining(path) as string,
      }) as Error,
    );
  });

  it('should refuse when the folder has another name than the id', () => {
    expect(() => readModelCard(SHIPPED, 'renamed')).toThrow(/"small-student".*"renamed"/);
  });

  it('should refuse when a tensor of the contract is missing or of another size', () => {
    expect(() => readModelCard(changed('outputs.0.name', 'offsets'), 'small-student')).toThrow(
      /needs "flow"/,
    );
    expect(() => readModelCard(changed('inputs.0.shape', [1, 3, 64, 48]), 'small-student')).toThrow(
      /needs "person" of shape 1×3×256×192/,
    );
  });

  it('should refuse when the graph is none of the files', () => {
    expect(() => readModelCard(changed('graph', 'other.onnx'), 'small-student')).toThrow(/graph/);
  });
});
