import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Long enough to be killed in between. */
const ITEMS = 8;
const MODEL = join(ROOT, 'models/small-student');

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command line as a person does. */
function start(args: readonly string[]): ChildProcess {
  const env = { PATH: process.env.PATH };
  return spawn(process.execPath, [join(ROOT, 'dist/cli.js'), 'evaluate', ...args], { cwd: ROOT, env });
}

function tryflowEvaluate(args: readonly string[]): Promise<Ended> {
  const child = start(args);
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** Kills a process, as a power cut would, when a file has so many lines. */
async function killAfterLines(child: ChildProcess, path: string, lines: number): Promise<void> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (child.exitCode === null && (await countLines(path)) < lines) await setTimeout(5);
  child.kill('SIGKILL');
  await ended;
}

async function countLines(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}

describe('tryflow evaluate', () => {
  let folder: string;
  const inFolder = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-evaluate-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('should list the benchmarks with what was published', async () => {
    const { exitCode, stdout } = await tryflowEvaluate(['list']);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/viton-unpaired[^]*FID 10\.09[^]*viton-hd[^]*0\.8858[^]*synthetic/);
  });

  it('should give the same result when it was killed half way and started again', async () => {
    const args = ['synthetic', '--limit', String(ITEMS), '--model', MODEL];
    await killAfterLines(start([...args, '--out', inFolder('killed')]), inFolder('killed/items.jsonl'), 2);
    const left = await countLines(inFolder('killed/items.jsonl'));

    const resumed = await tryflowEvaluate([...args, '--out', inFolder('killed')]);
    const whole = await tryflowEvaluate([...args, '--out', inFolder('whole')]);

    expect([resumed.exitCode, whole.exitCode]).toEqual([0, 0]);
    expect(left).toBeGreaterThanOrEqual(2);
    expect(left).toBeLessThan(ITEMS);
    for (const file of ['result.json', 'items.jsonl', 'badge.json']) {
      const [first, second] = await Promise.all(
        ['killed', 'whole'].map((run) => readFile(inFolder(`${run}/${file}`), 'utf8')),
      );
      expect(first).toBe(second);
    }
    const record = JSON.parse(await readFile(inFolder('killed/run.json'), 'utf8')) as { starts: object[] };
    expect(record.starts).toHaveLength(2);
    expect(resumed.stdout).toMatch(/SSIM, grey +0\.\d{3}/);
  });

  it('should write a report that is one file', async () => {
    const html = await readFile(inFolder('whole/report.html'), 'utf8');

    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    expect(html).not.toMatch(/url\(|@import|<script/);
    expect(html.match(/<img src="data:image\/jpeg;base64,/g)!.length).toBeGreaterThan(ITEMS * 4);
    expect(html).toContain('Worst');
  });

  it('should write the figures of the run into the card of its model', async () => {
    const model = inFolder('small-student');
    await mkdir(model);
    for (const file of ['card.json', 'model.onnx', 'weights.safetensors'])
      await copyFile(join(MODEL, file), join(model, file));

    const { exitCode, stdout, stderr } = await tryflowEvaluate([
      'card',
      '--run',
      inFolder('whole'),
      '--model',
      model,
    ]);
    const again = await tryflowEvaluate(['card', '--run', inFolder('whole'), '--model', model]);

    expect([exitCode, stderr]).toEqual([0, '']);
    const card = JSON.parse(await readFile(join(model, 'card.json'), 'utf8')) as {
      metrics: { name: string; value: number; command: string }[];
    };
    const result = JSON.parse(await readFile(inFolder('whole/result.json'), 'utf8')) as {
      figures: { metric: string; mean: number }[];
    };
    const ssim = card.metrics.find(({ name }) => name === 'SSIM, grey, synthetic')!;
    expect(ssim.value).toBeCloseTo(result.figures.find(({ metric }) => metric === 'ssim')!.mean, 4);
    expect(ssim.command).toBe(`tryflow evaluate synthetic --model small-student --limit ${ITEMS}`);
    expect(card.metrics.some(({ name }) => name === 'SSIM, grey, viton-cycle')).toBe(true);
    // Written again, the same figures are replaced and not doubled.
    expect(again.stdout).toBe(stdout);
  });

  it('should end with 1 and say why when data are missing, and with 2 when the benchmark is unknown', async () => {
    const out = ['--out', inFolder('none')];

    const noData = await tryflowEvaluate(['viton-cycle', ...out]);
    const noFolder = await tryflowEvaluate(['viton-cycle', '--data', inFolder('nowhere'), ...out]);
    const unknown = await tryflowEvaluate(['nothing-like-it', ...out]);
    const lpips = await tryflowEvaluate(['synthetic', '--lpips', 'alex', ...out]);

    expect(noData).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--data') as string });
    expect(noFolder).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('nowhere') as string });
    expect(unknown.exitCode).toBe(2);
    expect(lpips).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--lpips-backbone') as string,
    });
  });
});
