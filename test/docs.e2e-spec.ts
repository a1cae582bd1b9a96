import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../src/config/setting.decorator.js';
import { Config } from '../src/config/config.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

describe('docs/configuration.md', () => {
  it('should be what the configuration class says', async () => {
    const check = promisify(execFile)(
      process.execPath,
      ['scripts/generate-configuration-doc.mjs', '--check'],
      { cwd: ROOT },
    );

    await expect(check).resolves.toMatchObject({ stderr: '' });
  });

  it('should name every setting and neither a folder of this machine nor a value of a secret', async () => {
    const page = await readFile(`${ROOT}docs/configuration.md`, 'utf8');

    const named = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, variable]) => variable);
    expect(named).toEqual([...settingsOf(Config.prototype).values()].map(({ variable }) => variable));
    expect(page).not.toContain(ROOT);
    expect(page).toMatch(/\| `SIGNING_SECRET` +\| unset \(secret\)/);
  });
});
