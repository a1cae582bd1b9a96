import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../checkpoints/write-safetensors.js';
import { decodeModel } from '../graph/onnx-model.js';
import { exportLossGraph } from './loss-graph.js';
import { readSnapshot, writeJob, writeSnapshot } from './loss-graph-job.js';
import { smallTraining } from './testing/small-training.js';

describe('a job folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-job-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('should hold graph, description and first state', async () => {
    const graph = exportLossGraph(smallTraining(2));
    const start = { state: new Map([['weights.first', Float32Array.of(1, 2)]]), stepsDone: 0 };

    await writeJob(join(folder, 'job'), graph, start);

    expect((await readdir(join(folder, 'job'))).sort()).toEqual([
      'job.json',
      'loss.onnx',
      'start.safetensors',
    ]);
    expect(JSON.parse(await readFile(join(folder, 'job/job.json'), 'utf8'))).toEqual(graph.job);
    const read = decodeModel(await readFile(join(folder, 'job/loss.onnx')));
    expect(read.graph.node.length).toBe(graph.model.graph.node.length);
    expect(await readSnapshot(join(folder, 'job/start.safetensors'))).toEqual(start);
  });

  it('should give a snapshot back as it was', async () => {
    const state = new Map([
      ['mean.a', Float32Array.of(0.5, -0, Number.MIN_VALUE)],
      ['weights.a', Float32Array.from({ length: 5 }, (_, i) => i / 3)],
    ]);
    const path = join(folder, 'snapshot.safetensors');

    await writeSnapshot(path, { state, stepsDone: 1234 });

    expect(await readSnapshot(path)).toEqual({ state, stepsDone: 1234 });
  });

  it('should refuse tensors that are no snapshot', async () => {
    const path = join(folder, 'weights.safetensors');
    await writeSafetensors(path, new Map());

    await expect(readSnapshot(path)).rejects.toThrow('does not say how many steps were done');
  });
});
