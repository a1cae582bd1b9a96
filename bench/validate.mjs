/**
 * `npm run build && node bench/validate.mjs MODEL_FOLDER [--viton DIR] [--samples DIR] [--people p03,p07] [--from all|one]
 * [--limit N] [--threads N] [--sheet OUT.png] [--json OUT.json]`: how good a student is. `--viton` is a VITON split in
 * CP-VTON's layout with `…_unpairs.txt` beside it (else each person gets a random other garment); garment masks are made by
 * the product's own masking. `--samples` holds renders with true answers. Figures are means with 95 % bootstrap intervals,
 * at the frame of the model.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { maskGarment } from '../dist/images/garment-mask.js';
import { decodePair } from '../dist/neural/datasets/decode-pair.js';
import { openDataSet } from '../dist/neural/datasets/open-data-set.js';
import { writeContactSheet } from '../dist/neural/training/reporting/contact-sheet.js';
import { runCycleProtocol } from '../dist/neural/validation/cycle-protocol.js';
import { otherGarments, otherGarmentsOfList } from '../dist/neural/validation/other-garments.js';
import { RenderSet } from '../dist/neural/validation/render-set.js';
import { StudentRunner } from '../dist/neural/validation/student-runner.js';
import { runUnpairedProtocol } from '../dist/neural/validation/unpaired-protocol.js';
import { figure, section } from './support/print.mjs';

const SHEET_ROWS = 24;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    viton: { type: 'string' },
    samples: { type: 'string' },
    people: { type: 'string' },
    from: { type: 'string', default: 'all' },
    limit: { type: 'string' },
    threads: { type: 'string' },
    sheet: { type: 'string' },
    json: { type: 'string' },
  },
});
const [folder] = positionals;
if (folder === undefined || (options.viton === undefined && options.samples === undefined)) {
  throw new Error('Name the folder of a model, and --viton or --samples.');
}
const limit = options.limit === undefined ? undefined : Number(options.limit);
const card = JSON.parse(await readFile(join(folder, 'card.json'), 'utf8'));
const threads = options.threads === undefined ? undefined : Number(options.threads);
const student = await StudentRunner.open(await readFile(join(folder, card.graph)), { threads });
const reports = {};
const shown = [];
const show = (pictures) => shown.push(pictures);

section(`${card.id} ${card.version}, frame ${student.height}×${student.width}`);
if (options.viton !== undefined) reports.cycle = await cycle(options.viton);
if (options.samples !== undefined) reports.unpaired = await unpaired(options.samples);
await student.close();
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(reports, null, 1)}\n`);
if (options.sheet !== undefined) {
  const step = Math.max(1, shown.length / SHEET_ROWS);
  const chosen = Array.from(
    { length: Math.min(SHEET_ROWS, shown.length) },
    (_, i) => shown[Math.floor(i * step)],
  );
  const rows = chosen.map(({ photo, garment, tryOn, truth, height, width }) =>
    [photo, garment, tryOn, truth].filter(Boolean).map((data) => ({ height, width, data })),
  );
  await writeContactSheet(options.sheet, rows, { labels: ['photo', 'garment', 'try-on', 'truth'] });
}

async function cycle(path) {
  const { pairs } = await openDataSet('viton', path);
  const frame = { height: student.height, width: student.width, maskGarment: ownMask };
  const source = { length: pairs.length, read: (index) => decodePair(pairs[index], frame) };
  const split = basename(resolve(path));
  const lists = [join(path, `${split}_unpairs.txt`), join(dirname(resolve(path)), `${split}_unpairs.txt`)];
  const list = lists.find((file) => existsSync(file));
  const others = list
    ? otherGarmentsOfList(await readFile(list, 'utf8'), pairs)
    : otherGarments(pairs.length, 1);
  const report = await runCycleProtocol(student, source, { others, limit, show });
  section(
    `Cycle test: own → ${list ? basename(list) : 'random other'} → own garment, ${report.pairs.length} pairs`,
  );
  print('SSIM, grey', report.ssim);
  print('SSIM, mean of R, G, B', report.ssimRgb);
  print('L1 of 1', report.l1, 4);
  print('PSNR', report.psnr, 2, 'dB');
  print('worn-mask IoU', report.iou);
  return report;
}

async function unpaired(path) {
  const renders = await RenderSet.open(path, student.height, student.width);
  const people = options.people?.split(',');
  const report = await runUnpairedProtocol(student, renders, { people, from: options.from, limit, show });
  const names = [...new Set(report.tryOns.map(({ person }) => person))].join(', ');
  section(`True unpaired test on renders: ${report.tryOns.length} try-ons of ${names}`);
  print('SSIM, grey', report.ssim);
  print('SSIM, mean of R, G, B', report.ssimRgb);
  print('L1 of 1', report.l1, 4);
  print('PSNR', report.psnr, 2, 'dB');
  print('worn-mask IoU', report.iou);
  print('end-point error of the flow', report.endPointError, 2, 'px');
  print('person unchanged: SSIM, grey', report.unchanged.ssim);
  print('person unchanged: L1 of 1', report.unchanged.l1, 4);
  print('person unchanged: worn-mask IoU', report.unchanged.iou);
  for (const [tone, skin] of Object.entries(report.skin)) {
    const members = report.tryOns.filter((tryOn) => tryOn.tone === tone);
    const wearers = new Set(members.map(({ person, toneAngle }) => `${person} ${toneAngle.toFixed(0)}°`));
    section(`Repainted skin, ${tone} (${[...wearers].join(', ')}), ${skin.toVisible.count} try-ons`);
    print('ΔE00 to the skin that the photo shows', skin.toVisible, 2);
    print('  the same in the true picture', skin.toVisibleInTruth, 2);
    print('ΔE00 to the same skin in the true picture', skin.toTruth, 2);
    print('L* over the true picture (> 0: too light)', skin.lightnessOverTruth, 2);
  }
  return report;
}

async function ownMask(data, width, height) {
  return maskGarment({ width, height, data }).mask.data;
}

function print(name, { mean, low, high }, digits = 3, unit = '') {
  figure(name, mean, unit, { digits, note: `[${low.toFixed(digits)}, ${high.toFixed(digits)}]` });
}
