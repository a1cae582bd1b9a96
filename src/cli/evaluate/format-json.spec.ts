import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { formatJson } from './format-json.js';

describe('formatJson', () => {
  it('should write the shipped card as it is', async () => {
    const text = await readFile(new URL('../../../models/small-student/card.json', import.meta.url), 'utf8');

    expect(`${formatJson(JSON.parse(text) as object)}\n`).toBe(text);
  });

  it('should break lists that do not fit on a line', () => {
    const long = 'x'.repeat(60);

    expect(formatJson({ a: [1, 2], b: [long, long], c: [], d: {} })).toBe(
      `{\n  "a": [1, 2],\n  "b": [\n    "${long}",\n    "${long}"\n  ],\n  "c": [],\n  "d": {}\n}`,
    );
  });
});
