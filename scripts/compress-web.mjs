/**
 * Writes a Brotli and a gzip copy beside each text and WebAssembly file of the built pages, so that the server
 * compresses nothing while it answers. Copies that are no smaller are left out. `npm run build:web`.
 */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const FOLDER = process.env.TRYFLOW_WEB_OUT ?? 'dist/web';
const COMPRESSED = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg', '.wasm']);

/** Brotli's best level takes seconds a megabyte: large files get one that is nearly as small. */
const LARGE_BYTES = 1_000_000;
const BROTLI_LARGE = 6;

const compressions = {
  '.br': (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]:
          bytes.length > LARGE_BYTES ? BROTLI_LARGE : constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  '.gz': (bytes) => promisify(gzip)(bytes, { level: bytes.length > LARGE_BYTES ? 6 : 9 }),
};

const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true });
for (const entry of entries) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !COMPRESSED.has(extname(path))) continue;
  const bytes = await readFile(path);
  for (const [ending, compress] of Object.entries(compressions)) {
    const copy = path + ending;
    const isNewer = await stat(copy).then(
      async ({ mtimeMs }) => mtimeMs > (await stat(path)).mtimeMs,
      () => false,
    );
    if (isNewer) continue;
    const small = await compress(bytes);
    if (small.length < bytes.length) await writeFile(copy, small);
    else await rm(copy, { force: true });
  }
}
