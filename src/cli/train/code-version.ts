import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { env } from 'onnxruntime-node';
import type { CodeVersion } from '../../neural/training/run/run-record.js';

const CODE = /(?<!\.spec|\.d)\.(js|ts)$/;

/** What trains here: versions, and a digest of the learning core's own files, which no version number replaces. */
export async function codeVersion(): Promise<CodeVersion> {
  const manifest = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  return {
    tryflow: (JSON.parse(manifest) as { version: string }).version,
    digest: await digestOf(fileURLToPath(new URL('../../neural/', import.meta.url))),
    node: process.version,
    onnxruntime: env.versions.node ?? env.versions.common,
    platform: `${platform()} ${release()} ${arch()}`,
  };
}

async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(folder, { recursive: true })).filter((name) => CODE.test(name));
  for (const name of names.sort()) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}
