import { availableParallelism } from 'node:os';
import swc from 'unplugin-swc';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** SWC, because Nest's injection reads the decorator metadata that esbuild does not emit. */
const decorators = swc.vite({
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
});

/** Packages of this repository are read from their sources, others as Node does: their `module` files are for bundlers. */
const sources = ['source', ...defaultServerConditions.filter((condition) => condition !== 'module')];

/** Vitest leaves one core alone; of two that would be half, and much here waits for the disk. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
    globalSetup: 'test/support/cluster-template.ts',
    projects: [
      {
        plugins: [decorators],
        resolve: { conditions: sources },
        ssr: { resolve: { conditions: sources } },
        test: {
          name: 'unit',
          include: ['src/**/*.spec.ts', 'packages/*/src/**/*.spec.ts', 'apps/*/src/**/*.spec.ts'],
          setupFiles: 'test/support/use-cluster-template.ts',
          maxWorkers,
          // Modules are loaded once a worker, not once a file: a third less processor time. Specs change no module's state.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [decorators],
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e-spec.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file starts server processes of its own, of about 1 GB.
          maxWorkers: 2,
        },
      },
      {
        plugins: [decorators],
        test: {
          name: 'browser',
          include: ['test/browser/**/*.browser-spec.ts'],
          // What a page shows follows jobs of the server.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // Each file starts a server and a browser, or computes on the software driver of Debian's Chromium.
          maxWorkers: 1,
        },
      },
    ],
  },
});
