import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSigningSecret } from './signing-key.js';
import { SigningService } from './signing.service.js';

describe('SigningService', () => {
  const signing = new SigningService('x'.repeat(32));

  it('should accept its own signature and refuse any changed part', () => {
    const signature = signing.sign('picture-url', ['garment', '1', '1000']);

    expect(signing.verify('picture-url', ['garment', '1', '1000'], signature)).toBe(true);
    expect(signing.verify('picture-url', ['garment', '11', '000'], signature)).toBe(false);
    expect(signing.verify('picture-url', ['garment', '1', '1001'], signature)).toBe(false);
    expect(signing.verify('picture-url', ['garment', '1', '1000'], signature.slice(1))).toBe(false);
  });

  it('should refuse a signature made for another purpose', () => {
    const signature = signing.sign('picture-url', ['1']);

    expect(signing.verify('upload-url', ['1'], signature)).toBe(false);
  });

  it('should refuse a signature of another installation', () => {
    const signature = new SigningService('y'.repeat(32)).sign('picture-url', ['1']);

    expect(signing.verify('picture-url', ['1'], signature)).toBe(false);
  });
});

describe('loadSigningSecret', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tryflow-signing-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('should agree on one secret when several start at once, and keep it private', async () => {
    const secrets = await Promise.all([1, 2, 3].map(() => loadSigningSecret(dataDir)));

    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]?.length).toBeGreaterThanOrEqual(43);
    expect(await readdir(dataDir)).toEqual(['signing.secret']);
    expect((await stat(join(dataDir, 'signing.secret'))).mode & 0o077).toBe(0);
  });

  it('should prefer the configured secret and write nothing', async () => {
    expect(await loadSigningSecret(dataDir, 'configured')).toBe('configured');
    expect(await readdir(dataDir)).toEqual([]);
  });
});
