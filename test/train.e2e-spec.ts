import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeVitonLayout } from '../src/neural/datasets/synthetic/testing/write-viton-layout.js';
import { syntheticPairs } from '../src/neural/datasets/synthetic/synthetic-pair.js';
import { type LogLine, RunLog } from '../src/neural/training/run/run-log.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const STEPS = 16;
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
  readonly stderr: () => string;
  readonly ended: Promise<unknown>;
}

describe('tryflow train', () => {
  let folder: string;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-train-'));
    await mkdir(join(folder, 'data'));
    await writeVitonLayout(join(folder, 'data'), syntheticPairs(6, 3, { height: 64, width: 64 }));
    await writeFile(join(folder, 'config.json'), JSON.stringify(CONFIG));
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  function start(out: string): Started {
    const paths = ['--config', 'config.json', '--out', out, '--cache', 'cache'];
    const child = spawn(process.execPath, [CLI, 'train', ...paths], { cwd: folder });
    running.add(child);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'close').finally(() => running.delete(child));
    return { child, stderr: () => stderr, ended };
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
      const whole = start('whole');
      await whole.ended;
      expect(whole.child.exitCode, whole.stderr()).toBe(0);

      const killed = start('broken');
      await until(killed, async () => {
        const kept = await checkpointsOf('broken');
        return kept.length > 0 && (await logOf('broken')).length >= 5;
      });
      killed.child.kill('SIGKILL');
      await killed.ended;
      const stopped = start('broken');
      await until(stopped, () => /going on in tutor-warp[^]*tutor-warp \d+ of/.test(stopped.stderr()));
      stopped.child.kill('SIGTERM');
      await stopped.ended;
      const resumed = start('broken');
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

    const changed = start('broken');
    await changed.ended;

    expect(changed.child.exitCode).toBe(1);
    expect(changed.stderr()).toContain('cannot go on so: seed was 1 and is 2.');
  });
});
