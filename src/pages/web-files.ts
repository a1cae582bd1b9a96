import { readdir, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** How the bytes of a file may be encoded, best first, with the ending of the precomputed file. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

export type ContentEncoding = (typeof ENCODINGS)[number]['name'];

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json; charset=utf-8',
};

/** A file that may be served. */
export interface WebFile {
  readonly mediaType: string;
  /** Entity tag (RFC 9110 § 8.8.3) from size and time of the last change, without the encoding's part. */
  readonly tag: string;
  /** File on disk and its length, by encoding. */
  readonly variants: ReadonlyMap<
    ContentEncoding | 'identity',
    { readonly path: string; readonly size: number }
  >;
}

/**
 * The files of a build with the compressed copies that the build has put beside them. Only what was there when the list
 * was made is ever served, so that no request can name another path.
 */
export class WebFiles {
  private constructor(private readonly files: ReadonlyMap<string, WebFile>) {}

  /** Lists a folder; one that is missing has no files. */
  static async list(folder: string): Promise<WebFiles> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const paths = new Set(
      entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
    );
    const files = new Map<string, WebFile>();
    for (const path of paths) {
      const mediaType = MEDIA_TYPES[extname(path)];
      if (mediaType === undefined) continue;
      const variants: [ContentEncoding | 'identity', string][] = [['identity', path]];
      for (const { name, ending } of ENCODINGS) {
        if (paths.has(path + ending)) variants.push([name, path + ending]);
      }
      const sized = variants.map(
        async ([name, at]) => [name, { path: at, size: (await stat(at)).size }] as const,
      );
      const { size, mtimeMs } = await stat(path);
      const tag = `${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}`;
      const name = relative(folder, path).split(sep).join('/');
      files.set(name, { mediaType, tag, variants: new Map(await Promise.all(sized)) });
    }
    return new WebFiles(files);
  }

  /** @param name relative to the folder, with slashes */
  find(name: string): WebFile | undefined {
    return this.files.get(name);
  }
}

/** The best encoding that the header `accept-encoding` names and the file has; one with `q=0` is refused. */
export function chooseEncoding(
  { variants }: Pick<WebFile, 'variants'>,
  acceptEncoding: string | undefined,
): ContentEncoding | 'identity' {
  const accepted = new Set(
    (acceptEncoding ?? '')
      .split(',')
      .map((part) => part.trim().split(/\s*;\s*/))
      .filter(([, weight]) => weight === undefined || !/^q=0(\.0*)?$/.test(weight))
      .map(([name = '']) => name.toLowerCase()),
  );
  return ENCODINGS.find(({ name }) => accepted.has(name) && variants.has(name))?.name ?? 'identity';
}
