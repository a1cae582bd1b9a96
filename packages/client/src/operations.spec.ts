import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('should hold what the operations and the schema of today generate', async () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));

  const check = promisify(execFile)(process.execPath, ['scripts/generate-client.mjs', '--check'], {
    cwd: root,
  });

  await expect(check).resolves.toMatchObject({ stderr: '' });
});
