import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../src/neural/checkpoints/read-safetensors.js';
import { syntheticPairs } from '../src/neural/datasets/synthetic/synthetic-pair.js';
import { writeVitonLayout } from '../src/neural/datasets/synthetic/testing/write-viton-layout.js';
import { torchPython, torchTitle, train } from '../src/neural/export/testing/torch-runner.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const BATCH = 2;
const STEPS = 4;
const TIMEOUT_MS = 400_000;

const CONFIG = {
  name: 'on-torch',
  preset: 'tiny',
  workers: 1,
  data: [{ layout: 'viton', path: 'data' }],
  stages: [{ stage: 'tutor-warp', samples: BATCH * STEPS, batch: BATCH, warmUp: 0, decay: 'linear' }],
  reportEverySteps: 1,
};
const STAGE = ['--config', 'config.json', '--stage', '1', '--cache', 'cache'];

describe('tryflow train-torch', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-train-torch-'));
    await mkdir(join(folder, 'data'));
    await writeVitonLayout(join(folder, 'data'), syntheticPairs(4, 3, { height: 64, width: 64 }));
    await writeFile(join(folder, 'config.json'), JSON.stringify(CONFIG));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const tryflow = (...options: string[]) =>
    promisify(execFile)(process.execPath, [CLI, ...options], {
      cwd: folder,
      encoding: 'buffer',
      maxBuffer: 1 << 26,
    });

  it(
    'should send each process batches of its own and say which step and rate they are for',
    async () => {
      const { stdout } = await tryflow('train-torch', 'batches', ...STAGE, '--from', '1');
      const other = await tryflow('train-torch', 'batches', ...STAGE, '--rank', '1', '--world', '2');

      const frames = framesOf(stdout);
      expect(frames.map(({ metadata }) => metadata.step)).toEqual(['1', '2', '3']);
      // 0.002 for the first half of 8 samples, then down to nothing.
      expect(frames.map(({ metadata }) => Number(metadata.learning_rate))).toEqual([0.002, 0.002, 0.001]);
      expect(frames[0]?.shapes.photo).toEqual([BATCH, 3, 64, 64]);
      const others = framesOf(other.stdout);
      expect(others.map(({ metadata }) => metadata.step)).toEqual(['0', '1']);
      expect(others[1]?.bytes.equals(frames[0]!.bytes)).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    'should name the stages that there are when it is asked for another',
    async () => {
      const asked = tryflow('train-torch', 'job', 'job', ...STAGE.map((word) => (word === '1' ? '7' : word)));

      await expect(asked).rejects.toThrow('has 1 stages; there is no stage 7');
      expect(await readdir(folder)).not.toContain('job');
    },
    TIMEOUT_MS,
  );

  it.skipIf(!torchPython)(
    `should train the same losses in ${torchTitle} as on ONNX Runtime`,
    async () => {
      await tryflow('train-torch', 'job', 'job', ...STAGE);
      const loader = [process.execPath, CLI, 'train-torch', 'batches', ...STAGE.slice(2, 4)].join(' ');
      const paths = `--config ${join(folder, 'config.json')} --cache ${join(folder, 'cache')} --from {step}`;
      const out = join(folder, 'torch');
      await train([join(folder, 'job'), '--out', out, '--log-every', '1', '--batches', `${loader} ${paths}`]);
      await tryflow('train', '--config', 'config.json', '--out', 'ours', '--cache', 'cache');

      const losses = async (path: string, of: (line: Record<string, unknown>) => unknown) =>
        (await readFile(path, 'utf8'))
          .trimEnd()
          .split('\n')
          .map((line) => Number(of(JSON.parse(line) as Record<string, unknown>)));
      const theirs = await losses(join(out, 'metrics.jsonl'), (line) => line.loss);
      const ours = await losses(join(folder, 'ours', 'log.jsonl'), lossOf);
      expect(theirs).toHaveLength(STEPS);
      theirs.forEach((loss, step) => expect(loss).toBeCloseTo(ours[step]!, 3));
      const { tensors } = await readSafetensors(join(out, 'weights.safetensors'));
      expect([...tensors.keys()].every((name) => name.startsWith('tutor.'))).toBe(true);
    },
    TIMEOUT_MS,
  );
});

/** The loss of a line of a run's log. */
function lossOf({ metrics }: Record<string, unknown>): unknown {
  return (metrics as Record<string, unknown>).loss;
}

interface Frame {
  readonly metadata: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly bytes: Buffer;
}

/** Safetensors files, one after the other. */
function framesOf(stream: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < stream.length;) {
    const length = Number(stream.readBigUInt64LE(at));
    const { __metadata__: metadata, ...tensors } = JSON.parse(
      stream.toString('utf8', at + 8, at + 8 + length),
    ) as Record<string, { shape: number[]; data_offsets: [number, number] }> & {
      __metadata__: Record<string, string>;
    };
    const entries = Object.entries(tensors);
    const size = Math.max(...entries.map(([, { data_offsets }]) => data_offsets[1]));
    const begin = at + 8 + length;
    frames.push({
      metadata,
      shapes: Object.fromEntries(entries.map(([name, { shape }]) => [name, shape])),
      bytes: stream.subarray(begin, begin + size),
    });
    at = begin + size;
  }
  return frames;
}
