/**
 * `npm run build && node bench/metrics.mjs [--features N.onnx --pictures DIR] [--width D] [--limit N]`: how far each metric is
 * from its reference, how long it takes, and what the known traps do to it. References are the committed figures of
 * scikit-image, SciPy and Pillow beside the metrics; pictures (any folder of JPEG or PNG) and a feature network are
 * needed for the traps of resizing and of set size only. `--width` is the number of features in the timing of the Fréchet
 * distance (default 512; the real one, 2,048, takes about a minute on one core).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { FeatureExtractor } from '../dist/neural/metrics/feature-extractor.js';
import { FeatureSet } from '../dist/neural/metrics/feature-set.js';
import { frechetDistance } from '../dist/neural/metrics/frechet-distance.js';
import { InceptionScore } from '../dist/neural/metrics/inception-score.js';
import { kernelDistance } from '../dist/neural/metrics/kernel-distance.js';
import { estimateFlow } from '../dist/neural/metrics/optical-flow/estimate-flow.js';
import { lumaPlane, planeOf } from '../dist/neural/metrics/optical-flow/plane.js';
import { PictureComparison } from '../dist/neural/metrics/picture-comparison.js';
import { PreservationComparison } from '../dist/neural/metrics/preservation.js';
import { warpingError } from '../dist/neural/metrics/temporal-warping-error.js';
import { DRAWN, drawnFeatures, drawnSet } from '../dist/neural/metrics/testing/drawn-features.js';
import { drawnPicture } from '../dist/neural/metrics/testing/drawn-pictures.js';
import { movedFrame } from '../dist/neural/metrics/testing/drawn-video.js';
import { section } from './support/print.mjs';

const EXPECTED = new URL('../src/neural/metrics/testing/', import.meta.url);
const [HEIGHT, WIDTH] = [256, 192];

const { values: options } = parseArgs({
  options: {
    features: { type: 'string' },
    pictures: { type: 'string' },
    width: { type: 'string', default: '512' },
    limit: { type: 'string', default: '64' },
  },
});

await printParity();
await printTimes(Number(options.width));
if (options.features && options.pictures) await printTraps(options.features, options.pictures);

async function expected(name) {
  return JSON.parse(await readFile(new URL(name, EXPECTED), 'utf8'));
}

function signed(height, width, kind) {
  return drawnPicture(height, width, kind).map((value) => 2 * value - 1);
}

async function printParity() {
  section('Ours, reference, difference');
  const { similarity, multiScale, preservation } = await expected('expected.json');
  const { distances, inceptionScore } = await expected('expected-distances.json');
  const { warping } = await expected('expected-warping.json');
  const { height, width, ...pair } = similarity[1];
  const found = await compared(height, width, (comparison, a, b) => comparison.compare(a, b));
  for (const name of ['ssim', 'ssimRgb', 'l1', 'psnr']) row(name, found[name], pair[name]);
  const { height: high, width: wide, grey } = multiScale[0];
  row('msSsim', (await compared(high, wide, (comparison, a, b) => comparison.compare(a, b))).msSsim, grey);
  const outside = await preserved(preservation);
  for (const name of ['l1', 'ssim']) row(`preservation ${name}`, outside[name], preservation[name]);
  for (const { counts, width: features, frechet, kernel } of distances) {
    const [first, second] = [drawnSet(counts[0], features, 0), drawnSet(counts[1], features, 1)];
    const label = `of ${counts.join(' and ')} × ${features}`;
    row(`Fréchet distance ${label}`, (await frechetDistance(first, second)).value, frechet);
    const size = Math.min(...counts);
    const [few, others] = [drawnSet(size, features, 0), drawnSet(size, features, 1)];
    row(`kernel distance ${label}`, (await kernelDistance(few, others, { subsets: 1, size })).value, kernel);
  }
  const score = scored(inceptionScore);
  row('inception score', score.mean, inceptionScore.mean);
  row('inception score ±', score.deviation, inceptionScore.deviation);
  row('warping error', warped(), warping);
}

function row(name, ours, reference) {
  const difference = Math.abs(ours - reference).toExponential(1);
  console.log(
    `  ${name.padEnd(42)}${ours.toFixed(9).padStart(14)}${reference.toFixed(9).padStart(14)}${difference.padStart(10)}`,
  );
}

async function compared(height, width, use) {
  const comparison = await PictureComparison.open(height, width);
  const result = await use(comparison, signed(height, width, 0), signed(height, width, 1));
  await comparison.close();
  return result;
}

async function preserved({ height, width }) {
  const comparison = await PreservationComparison.open(height, width);
  const changed = Float32Array.from({ length: height * width }, (_, i) =>
    Math.floor(i / width) >= Math.floor(height / 2) && i % width < Math.floor(width / 3) ? 1 : 0,
  );
  const result = await comparison.compare(signed(height, width, 0), signed(height, width, 1), changed);
  await comparison.close();
  return result;
}

function scored({ count, classes, splits }) {
  const score = new InceptionScore(DRAWN, classes, splits);
  for (let i = 0; i < count; i++) {
    const powers = Array.from(drawnFeatures(i, classes, 0), (logit) => Math.exp(6 * logit));
    const sum = powers.reduce((total, power) => total + power, 0);
    score.add(powers.map((power) => power / sum));
  }
  return score.result();
}

function warped() {
  const size = { height: 64, width: 80, data: new Float64Array(64 * 80) };
  const flow = {
    across: planeOf(size, (at) => 2 + 0.5 * Math.sin(0.1 * at)),
    down: planeOf(size, (at) => 1 + 0.4 * Math.cos(0.13 * at)),
  };
  const visible = Uint8Array.from(size.data, (_, at) => (at % 7 === 0 ? 0 : 1));
  return warpingError(movedFrame(64, 80, 0, 0), movedFrame(64, 80, 2, 1), flow, visible);
}

async function printTimes(width) {
  section(`Time of this process on all cores, ms; pictures of ${HEIGHT}×${WIDTH}`);
  await compared(HEIGHT, WIDTH, (comparison, a, b) =>
    timed('SSIM grey and RGB, MS-SSIM, L1, PSNR of a pair', 20, () => comparison.compare(a, b)),
  );
  const [from, to] = [0, 3].map((moved) => lumaPlane(movedFrame(HEIGHT, WIDTH, moved, 1), HEIGHT, WIDTH));
  await timed('optical flow of two frames', 3, () => estimateFlow(from, to));
  const [few, more] = [width / 2, 2 * width].map((count) => [
    drawnSet(count, width, 0),
    drawnSet(count, width, 1),
  ]);
  await timed(`Fréchet distance, ${width / 2} pictures, ${width} features`, 1, () => frechetDistance(...few));
  await timed(`Fréchet distance, ${2 * width} pictures, ${width} features`, 1, () =>
    frechetDistance(...more),
  );
  await timed(`kernel distance, 100 subsets of ${width / 4}`, 1, () => kernelDistance(...few));
}

/** Wall clock and processor time; they are far apart when other programs run. */
async function timed(name, times, work) {
  await work();
  const [began, used] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < times; i++) await work();
  const { user, system } = process.cpuUsage(used);
  const [wall, processor] = [performance.now() - began, (user + system) / 1_000].map((ms) => ms / times);
  console.log(
    `  ${name.padEnd(58)}${wall.toFixed(1).padStart(10)}${processor.toFixed(1).padStart(12)} of processor`,
  );
}

async function printTraps(network, folder) {
  section(`Traps, with ${network} (a proxy)`);
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png)$/i.test(name)).sort();
  const extractor = await FeatureExtractor.open(network);
  const shrunk = ['mitchell', 'nearest', 'lanczos3'].map((kernel) => ({
    kernel,
    set: new FeatureSet(extractor.source, extractor.width),
  }));
  const own = new FeatureSet(extractor.source, extractor.width);
  const jpeg = new FeatureSet(extractor.source, extractor.width);
  for (const name of names.slice(0, Number(options.limit))) {
    const picture = sharp(join(folder, name)).removeAlpha().resize(WIDTH, HEIGHT, { fit: 'cover' });
    await addTo(own, extractor, picture.clone());
    await addTo(jpeg, extractor, sharp(await picture.clone().jpeg({ quality: 75 }).toBuffer()));
    for (const { kernel, set } of shrunk) {
      const small = sharp(await picture.clone().png().toBuffer()).resize(WIDTH / 2, HEIGHT / 2, { kernel });
      await addTo(set, extractor, small);
    }
  }
  await extractor.close();
  const [smooth, ...others] = shrunk;
  for (const { kernel, set } of others) {
    const { value } = await frechetDistance(smooth.set, set);
    console.log(
      `  the same ${set.count} pictures halved by ${smooth.kernel} and by ${kernel}: ${value.toFixed(3)}`,
    );
  }
  const { value } = await frechetDistance(own, jpeg);
  console.log(`  the same pictures and their JPEG of quality 75: ${value.toFixed(3)}`);
  for (const share of [4, 2]) {
    const places = Array.from({ length: own.count }, (_, i) => i);
    const size = Math.floor(own.count / share);
    const [first, second] = [own.subset(places.slice(0, size)), own.subset(places.slice(-size))];
    const distance = await frechetDistance(first, second);
    const { value: kernel } = await kernelDistance(first, second);
    console.log(
      `  two lots of ${size} real pictures: ${distance.value.toFixed(3)}, kernel ${kernel.toFixed(5)}`,
    );
  }
}

async function addTo(set, extractor, picture) {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const plane = info.width * info.height;
  const values = Float32Array.from({ length: 3 * plane }, (_, i) => {
    return data[info.channels * (i % plane) + Math.floor(i / plane)] / 127.5 - 1;
  });
  set.add((await extractor.extract(values, info.height, info.width)).pool);
}
