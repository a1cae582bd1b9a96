import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientOperations, KnownOperations } from './known-operations.js';

describe('KnownOperations', () => {
  it('should know a shipped operation under the key that Apollo asks for', async () => {
    const known = new KnownOperations({ abc: '{ shop { name } }' });

    expect(await known.get('apq:abc')).toBe('{ shop { name } }');
  });

  it('should remember what comes and forget what is deleted', async () => {
    const known = new KnownOperations({});

    await known.set('apq:new', '{ a }');
    expect(await known.get('apq:new')).toBe('{ a }');

    await known.delete('apq:new');
    expect(await known.get('apq:new')).toBeUndefined();
  });

  it('should not remember an operation that is very long', async () => {
    const known = new KnownOperations({});

    await known.set('apq:long', ' '.repeat(20_000));

    expect(await known.get('apq:long')).toBeUndefined();
  });

  it('should read a manifest whose keys are the digests of its texts', () => {
    const entries = Object.entries(clientOperations());

    expect(entries.length).toBeGreaterThan(5);
    for (const [digest, text] of entries) {
      expect(createHash('sha256').update(text).digest('hex')).toBe(digest);
    }
  });
});
