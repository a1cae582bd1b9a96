import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { env } from 'onnxruntime-node';
import type { CodeVersion } from '../../neural/training/run/run-record.js';

const CODE = /(?<!\.spec|\.d)\.(js|ts)$/;
/** Everything that a figure goes through: the learning core, picture handling, the evaluation itself. */
const FOLDERS = ['../../neural/', '../../images/', '../benchmarks/', './'];

let known: Promise<CodeVersion> | undefined;

/** What measures here: versions, and a digest of the files that figures go through, which no version number replaces. */
export function evaluationCode(): Promise<CodeVersion> {
  known ??= readCode();
  return known;
}

async function readCode(): Promise<CodeVersion> {
  const manifest = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const root = fileURLToPath(new URL(folder, import.meta.url));
    const names = (await readdir(root, { recursive: true })).filter((name) => CODE.test(name));
    for (const name of names.sort()) hash.update(name).update(await readFile(join(root, name)));
  }
  return {
    tryflow: (JSON.parse(manifest) as { version: string }).version,
    digest: hash.digest('hex'),
    node: process.version,
    onnxruntime: env.versions.node ?? env.versions.common,
    platform: `${platform()} ${release()} ${arch()}`,
  };
}
