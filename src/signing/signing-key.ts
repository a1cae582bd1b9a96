import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const BYTES = 32;

/**
 * The secret from which every signature of this installation derives. The configured one, else one made on first start
 * and kept beside the data; several processes that start at once agree on one.
 */
export async function loadSigningSecret(dataDir: string, configured?: string): Promise<string> {
  if (configured) return configured;
  const path = join(dataDir, 'signing.secret');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const existing = await readFile(path, 'utf8').catch(() => undefined);
  if (existing) return existing;
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(randomBytes(BYTES).toString('base64url'));
  await file.sync();
  await file.close();
  // `link` fails when the name is taken, so that the first process wins and the file is never seen half written.
  await link(draft, path).catch(() => undefined);
  await rm(draft, { force: true });
  return readFile(path, 'utf8');
}

/** An independent key for one purpose (HKDF-SHA-256, RFC 5869), so that a signature for one never fits another. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'tryflow', purpose, BYTES));
}
