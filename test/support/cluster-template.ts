import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { Cluster } from '../../src/database/embedded/cluster.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of an empty embedded cluster, to be copied: creating one takes seconds, copying it does not. */
    clusterTemplate: string;
  }
}

/** Creates the cluster that the run's tests start from, and removes it at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tryflow-template-'));
  await (await Cluster.open(folder)).close();
  project.provide('clusterTemplate', join(folder, 'cluster'));
  return () => rm(folder, { recursive: true, force: true });
}
