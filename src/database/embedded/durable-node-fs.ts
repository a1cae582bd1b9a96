import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { closeSync, fsyncSync, openSync } from 'node:fs';

type EmscriptenOptions = Parameters<NodeFS['init']>[1];

/** The parts of Emscripten's node file system that are completed here. */
interface NodeFileSystem {
  realPath(node: unknown): string;
  stream_ops: { fsync?: (stream: { readonly nfd?: number; readonly node: unknown }) => number };
}

/**
 * PGlite's files in a folder, with an fsync that reaches the disk. Emscripten's own node file system has none, so that
 * Postgres believes its log to be on disk when it is in the operating system's memory: a killed process loses nothing,
 * a power cut would. Needs `wal_sync_method=fsync`, since Emscripten answers fdatasync without asking the file system.
 */
export class DurableNodeFS extends NodeFS {
  override async init(pg: PGlite, options: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const preRun = emscriptenOpts.preRun ?? [];
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [
          ...(Array.isArray(preRun) ? preRun : [preRun]),
          (module: { FS: unknown }) => {
            const { filesystems } = module.FS as { filesystems: { NODEFS: NodeFileSystem } };
            const nodeFs = filesystems.NODEFS;
            nodeFs.stream_ops.fsync = ({ nfd, node }) => {
              if (nfd === undefined) syncFolder(nodeFs.realPath(node));
              else fsyncSync(nfd);
              return 0;
            };
          },
        ],
      },
    };
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // folders cannot be synced there; NTFS logs renames itself
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
