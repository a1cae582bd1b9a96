/**
 * `npm run bench:neural`: the learning core on this machine now, in less than four minutes: a training step of the
 * small student against the same step in PyTorch (which must agree), where its time goes, and inference.
 *
 * `-- --steps N` measures memory over N training steps instead. `--threads N`: default, every core. `--python PATH`: an
 * interpreter that has torch; default `python3`, then `/usr/bin/python3`.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { STUDENTS } from '../dist/neural/networks/student/student-config.js';
import { benchReferenceStudent, benchSmallStudent } from './neural/inference.mjs';
import { benchMemory } from './neural/memory.mjs';
import { TorchProcess } from './neural/torch-process.mjs';
import { benchTrainingOperators } from './neural/training-operators.mjs';
import { benchTrainingStep } from './neural/training.mjs';
import { convolutionPeak } from './support/convolution-peak.mjs';
import { figure, section } from './support/print.mjs';

const SIZES = [
  { height: 128, width: 96 },
  { height: 256, width: 192 },
];
const BATCHES = [8, 16];
const STEP_BUDGET_MS = 14_000;
const ONE_THREAD_BUDGET_MS = 6_000;

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const { values } = parseArgs({
  options: { steps: { type: 'string' }, threads: { type: 'string' }, python: { type: 'string' } },
});
const threads = Number(values.threads ?? availableParallelism());

section('Machine');
console.log(`  ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, node ${process.version}`);
const [load = 0] = loadavg();
if (load > 0.5)
  console.log(
    `  load average ${load.toFixed(1)}: other processes run, so that times are too long and ratios noisy`,
  );

if (values.steps === undefined) await benchAll();
else await benchMemory(Number(values.steps), threads);

async function benchAll() {
  const peaks = new Map();
  await measurePeaks(peaks);
  await benchTraining();
  // Other work on the machine may have held the first measurement down.
  await measurePeaks(peaks);
  await benchTrainingOperators(STUDENTS.small, BATCHES[0], { threads, peak: peaks.get(threads) });
  await benchSmallStudent(STUDENTS.small, peaks);
  await benchReferenceStudent(peaks);
}

/** The most that convolutions reach, in GFLOP/s by number of threads; a known figure is only ever raised. */
async function measurePeaks(peaks) {
  for (const count of new Set([1, threads])) {
    const { gflops, shape } = await convolutionPeak(count);
    peaks.set(count, Math.max(gflops, peaks.get(count) ?? 0));
    const name = `convolution peak now, ${count} thread${count > 1 ? 's' : ''} (3×3, ${shape})`;
    figure(name, gflops, 'GFLOP/s', { digits: 0 });
  }
}

async function benchTraining() {
  const torch = await startTorch(threads);
  if (!torch)
    console.log('\n  PyTorch is not installed (Debian: python3-torch): only our own training steps follow');
  const ratios = new Map();
  for (const size of SIZES)
    for (const batch of BATCHES) {
      const config = { ...STUDENTS.small, ...size };
      const ratio = await benchTrainingStep(config, batch, { threads, torch, budgetMs: STEP_BUDGET_MS });
      ratios.set(`${size.height}×${size.width}, batch ${batch}, ${threads} threads`, ratio);
    }
  await torch?.stop();
  const alone = torch && threads > 1 ? await startTorch(1) : undefined;
  if (alone) {
    // With one thread nobody waits for anybody: processor time tells what the work costs whatever else runs here.
    const options = { threads: 1, torch: alone, budgetMs: ONE_THREAD_BUDGET_MS, by: 'processor' };
    const ratio = await benchTrainingStep({ ...STUDENTS.small, ...SIZES[0] }, BATCHES[0], options);
    ratios.set(`128×96, batch ${BATCHES[0]}, 1 thread, by processor time`, ratio);
    await alone.stop();
  }
  if (!torch) return;
  section('Training steps per second, Tryflow ÷ PyTorch');
  for (const [name, ratio] of ratios)
    figure(name, ratio, '×', { digits: 2, note: `target ≥ 1: ${ratio >= 1 ? 'met' : 'MISSED'}` });
}

async function startTorch(count) {
  const interpreters = values.python === undefined ? ['python3', '/usr/bin/python3'] : [values.python];
  for (const python of interpreters) {
    const torch = await TorchProcess.start(python, count);
    if (torch) return torch;
  }
  return undefined;
}
