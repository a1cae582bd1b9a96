import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWeights, WEIGHTS_FILE, weightsPath, writeHalfWeights } from '../src/cli/train/weights-file.js';
import type { ModelCard } from '../src/models/model-card.js';
import type { Frame } from '../src/neural/datasets/frame.js';
import { writeVitonLayout } from '../src/neural/datasets/synthetic/testing/write-viton-layout.js';
import { syntheticPairs } from '../src/neural/datasets/synthetic/synthetic-pair.js';
import { defineStage } from '../src/neural/distillation/stages.js';
import { PRESETS } from '../src/neural/training/run/presets.js';
import { type LogLine, RunLog } from '../src/neural/training/run/run-log.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const STEPS = 16;
const FRAME = { height: 64, width: 64 };
/** Room for a machine that is busy with other suites. */
const TIMEOUT_MS = 400_000;

/** A stage of which every step is told and about every second ends with a checkpoint. */
const CONFIG = {
  name: 'killed',
  preset: 'tiny',
  workers: 2,
  data: [{ layout: 'viton', path: 'data' }],
  stages: [{ stage: 'tutor-warp', samples: 2 * STEPS, batch: 2, warmUp: 4 }],
  reportEverySteps: 1,
  checkpointMinutes: 0.01,
  sheetEverySamples: 1000,
};

interface Started {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<unknown>;
}

/** A model as nothing has trained it yet: first weights and a card. */
async function firstModel(path: string): Promise<string> {
  const preset = PRESETS.tiny;
  const use = { samples: 2, frame: FRAME, isTraining: true };
  const stage = defineStage('student', { networks: preset.networks(false), losses: preset.losses }, use);
  const { frame, ...card } = JSON.parse(
    await readFile('models/small-student/card.json', 'utf8'),
  ) as ModelCard;
  const shapes = (size: Frame) => `${size.height},${size.width}`;
  const text = JSON.stringify({ ...card, id: basename(path), frame: FRAME });
  await mkdir(path);
  await writeFile(join(path, 'card.json'), text.replaceAll(shapes(frame), shapes(FRAME)));
  await writeHalfWeights(join(path, WEIGHTS_FILE), stage.parameters.initialValues(1), 'tiny');
  return path;
}

describe('tryflow train', () => {
  let folder: string;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-train-'));
    await mkdir(join(folder, 'data'));
    await writeVitonLayout(join(folder, 'data'), syntheticPairs(6, 3, FRAME));
    await writeFile(join(folder, 'config.json'), JSON.stringify(CONFIG));
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  function start(...args: string[]): Started {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder });
    running.add(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'close').finally(() => running.delete(child));
    return { child, stdout: () => stdout, stderr: () => stderr, ended };
  }
  const startTraining = (out: string) =>
    start('train', '--config', 'config.json', '--out', out, '--cache', 'cache');

  /** Runs a command to its end. */
  async function tryflow(...args: string[]) {
    const { child, stdout, stderr, ended } = start(...args);
    await ended;
    return { exitCode: child.exitCode, stdout: stdout(), stderr: stderr() };
  }

  /** The model's folder that a command answers. */
  async function modelOf(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await tryflow(...args);
    expect(exitCode, stderr).toBe(0);
    return stdout.trim();
  }

  const logOf = (out: string): Promise<LogLine[]> => new RunLog(join(folder, out, 'log.jsonl')).read();

  /** Lines without what depends on the clock. */
  async function figuresOf(out: string) {
    return (await logOf(out)).map(({ clock: _clock, ...line }) => line);
  }

  const checkpointsOf = (out: string) => readdir(join(folder, out, 'checkpoints')).catch((): string[] => []);

  /** Until that is so, or the run has ended. */
  async function until({ child, stderr }: Started, isSo: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await isSo())) {
      if (child.exitCode !== null) throw new Error(`The run ended early: ${stderr()}`);
      await sleep(20);
    }
  }

  it(
    'should tell the same losses as an uninterrupted run when it is killed, stopped and resumed',
    async () => {
      const whole = startTraining('whole');
      await whole.ended;
      expect(whole.child.exitCode, whole.stderr()).toBe(0);

      const killed = startTraining('broken');
      await until(killed, async () => {
        const kept = await checkpointsOf('broken');
        return kept.length > 0 && (await logOf('broken')).length >= 5;
      });
      killed.child.kill('SIGKILL');
      await killed.ended;
      const stopped = startTraining('broken');
      await until(stopped, () => /going on in tutor-warp[^]*tutor-warp \d+ of/.test(stopped.stderr()));
      stopped.child.kill('SIGTERM');
      await stopped.ended;
      const resumed = startTraining('broken');
      await resumed.ended;

      expect(killed.child.signalCode).toBe('SIGKILL');
      expect(stopped.child.exitCode, stopped.stderr()).toBe(0);
      expect(stopped.stderr()).toContain('going on in tutor-warp after');
      expect(stopped.stderr()).toContain(
        'resume with: tryflow train --config config.json --out broken --cache cache',
      );
      expect(resumed.child.exitCode, resumed.stderr()).toBe(0);
      expect(await figuresOf('whole')).toHaveLength(STEPS);
      expect(await figuresOf('broken')).toEqual(await figuresOf('whole'));
    },
    TIMEOUT_MS,
  );

  it('should refuse to go on with another seed and name it when the run has begun', async () => {
    await writeFile(join(folder, 'config.json'), JSON.stringify({ ...CONFIG, seed: 2 }));

    const changed = startTraining('broken');
    await changed.ended;

    expect(changed.child.exitCode).toBe(1);
    expect(changed.stderr()).toContain('cannot go on so: seed was 1 and is 2.');
  });

  it('should fine-tune a model, and mix the weights that it began with into the result', async () => {
    const base = await firstModel(join(folder, 'base'));

    const args = ['--model', base, '--data', 'data', '--out', 'tuned', '--name', 'tuned'];
    const tuned = await modelOf('finetune', ...args, '--samples', '8', '--rate', '0.01');
    const exported = ['--models', 'mixed', '--start-share'];
    const mixed = await modelOf('train-export', 'tuned', ...exported, '0.5');

    const [before, after, between] = await Promise.all(
      [base, tuned, mixed].map(async (model) => (await readWeights(await weightsPath(model))).weights),
    );
    let [moved, off] = [0, 0];
    for (const [name, values] of between!) {
      for (const [i, value] of values.entries()) {
        const [first, last] = [before!.get(name)![i]!, after!.get(name)![i]!];
        moved = Math.max(moved, Math.abs(last - first));
        off = Math.max(
          off,
          Math.abs(value - (first + last) / 2) / Math.max(1, Math.abs(first), Math.abs(last)),
        );
      }
    }
    expect(moved).toBeGreaterThan(0.005);
    // They are stored as 16-bit numbers.
    expect(off).toBeLessThan(0.001);
    const { notes } = JSON.parse(await readFile(join(mixed, 'card.json'), 'utf8')) as { notes: string[] };
    expect(notes).toContain('Training began with the weights of base.');
    expect(notes.join(' ')).toContain('0.5 of each weight is the one that training began with');
    expect((await tryflow('train-export', 'tuned', ...exported, '2')).stderr).toContain('from 0 to 1');

    await writeHalfWeights(join(base, WEIGHTS_FILE), after!, 'tiny');
    const changed = await tryflow('train-export', 'tuned', '--id', 'other', ...exported, '0.5');
    expect([changed.exitCode, changed.stderr]).toEqual([1, expect.stringContaining('have changed since')]);
    const random = await tryflow('train-export', 'whole', ...exported, '0.5');
    expect([random.exitCode, random.stderr]).toEqual([1, expect.stringContaining('nothing to mix in')]);
  });
});
