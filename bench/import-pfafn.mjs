/**
 * `npm run build && node bench/import-pfafn.mjs <pfafn-expected.npz> [python]`: writes full-size PF-AFN checkpoints of
 * weights made by formula with PyTorch, imports them with the command line, and compares what the new model computes
 * with the authors' own networks. Needs 1 GB of temporary space and a Python with torch (default: python3).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { referenceStudentModel } from '../dist/neural/networks/reference/student-model.js';
import { HEIGHT, parityInputs, WIDTH } from '../dist/neural/networks/reference/testing/parity-inputs.js';
import { readNpz } from '../dist/neural/networks/reference/testing/read-npz.js';
import { figure, section } from './support/print.mjs';
import { ROOT } from './support/repository.mjs';

const MEGABYTE = 1e6;
/** Largest difference from the authors' networks; their own float32 and float64 differ by 2.5e-5. */
const TOLERANCE = 1e-4;

const [expectedPath, python = 'python3'] = process.argv.slice(2);
if (expectedPath === undefined) throw new Error('Name the file of expected results, pfafn-expected.npz.');

const folder = mkdtempSync(join(tmpdir(), 'tryflow-import-pfafn-'));
try {
  await importAndCompare();
} finally {
  rmSync(folder, { recursive: true });
}

async function importAndCompare() {
  section('Checkpoints');
  writeCheckpoints();
  for (const part of ['warp', 'gen'])
    figure(`${part}.pth`, statSync(join(folder, `${part}.pth`)).size / MEGABYTE, 'MB');

  section('Import');
  const models = join(folder, 'models');
  mkdirSync(models);
  const from = performance.now();
  const paths = ['--warp', join(folder, 'warp.pth'), '--gen', join(folder, 'gen.pth'), '--models', models];
  run(process.execPath, [join(ROOT, 'dist/cli.js'), 'models', 'import-pfafn', ...paths]);
  figure('tryflow models import-pfafn', (performance.now() - from) / 1000, 's');

  section("Largest difference from the authors' networks");
  const session = await InferenceSession.create(join(models, 'pf-afn/model.onnx'));
  const { flow, try_on: tryOn } = await session.run(parityInputs());
  const expected = await readNpz(expectedPath);
  const sides = [WIDTH, HEIGHT];
  const centred = flow.data.map((position, at) => {
    const side = sides[Math.floor(at / (WIDTH * HEIGHT))];
    return (position * side) / (side - 1);
  });
  const differences = {
    flow: farthest(centred, expected.get('flow')),
    'try-on': farthest(tryOn.data, expected.get('tryon')),
  };
  for (const [name, difference] of Object.entries(differences)) {
    figure(name, difference, '', { digits: 8, most: TOLERANCE });
    if (!(difference <= TOLERANCE)) process.exitCode = 1;
  }
}

function writeCheckpoints() {
  const tables = { warp: {}, gen: {} };
  for (const [name, { shape }] of referenceStudentModel().parameters.all) {
    const part = name.slice(0, name.indexOf('.'));
    tables[part][name.slice(part.length + 1)] = shape;
  }
  const script = join(ROOT, 'bench/support/write-formula-checkpoints.py');
  run(python, [script, folder], JSON.stringify(tables));
}

function run(command, args, input) {
  const { status, error } = spawnSync(command, args, { input, stdio: ['pipe', 'inherit', 'inherit'] });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}.`);
}

function farthest(values, expected) {
  return values.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at])), 0);
}
