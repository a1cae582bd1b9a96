import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseEncoding, WebFiles } from './web-files.js';

describe('WebFiles', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-web-'));
    await mkdir(join(folder, 'storefront', 'assets'), { recursive: true });
    await writeFile(join(folder, 'storefront', 'index.html'), '<p>');
    await writeFile(join(folder, 'storefront', 'assets', 'a.js'), 'let a = 1;');
    await writeFile(join(folder, 'storefront', 'assets', 'a.js.br'), 'br');
    await writeFile(join(folder, 'storefront', 'secret.txt'), 'no');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('should find files with their media type and compressed copies', async () => {
    const files = await WebFiles.list(folder);

    const script = files.find('storefront/assets/a.js');
    expect(script?.mediaType).toBe('text/javascript; charset=utf-8');
    expect([...(script?.variants.keys() ?? [])]).toEqual(['identity', 'br']);
    expect(script?.variants.get('br')?.size).toBe(2);
    expect([...(files.find('storefront/index.html')?.variants.keys() ?? [])]).toEqual(['identity']);
  });

  it('should know nothing outside the folder, of other types, or of the copies themselves', async () => {
    const files = await WebFiles.list(join(folder, 'storefront', 'assets'));

    for (const name of ['../index.html', '/etc/passwd', 'a.js.br', 'secret.txt']) {
      expect(files.find(name)).toBeUndefined();
    }
  });

  it('should have no files when nothing was built', async () => {
    expect((await WebFiles.list(join(folder, 'missing'))).find('index.html')).toBeUndefined();
  });
});

describe('chooseEncoding', () => {
  const all = {
    variants: new Map([
      ['identity', { path: '', size: 3 }],
      ['gzip', { path: '', size: 2 }],
      ['br', { path: '', size: 1 }],
    ] as const),
  };

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip;q=0.8, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['identity', 'identity'],
    [undefined, 'identity'],
  ])('should answer %s with the best that is accepted and there', (header, encoding) => {
    expect(chooseEncoding(all, header)).toBe(encoding);
  });

  it('should answer the file itself when there is no copy', () => {
    const plain = { variants: new Map([['identity', { path: '', size: 3 }]] as const) };

    expect(chooseEncoding(plain, 'br')).toBe('identity');
  });
});
