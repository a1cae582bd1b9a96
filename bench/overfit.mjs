/**
 * Can the small student learn at all? Trains it on a few pairs of a folder in VITON's layout (image/, cloth/,
 * cloth-mask/, image-parse-new/) until it knows them by heart, and writes a sheet of what it then paints.
 *
 *   npm run build && node bench/overfit.mjs FOLDER [--pairs 8] [--batch 4] [--minutes 6] [--sheet sheet.png]
 *
 * A row of the sheet: garment, person with the worn garment greyed out (the input), warped garment, try-on, photo.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { WORN_LABELS } from '../dist/neural/datasets/data-set.js';
import { add, mul } from '../dist/neural/graph/operators/arithmetic.js';
import { binaryCrossEntropy } from '../dist/neural/graph/operators/activations.js';
import { mean } from '../dist/neural/graph/operators/mean.js';
import { buildModel } from '../dist/neural/graph/build-model.js';
import { input } from '../dist/neural/graph/tensor.js';
import { l1, maskedL1 } from '../dist/neural/losses/reconstruction.js';
import { secondOrderSmoothness } from '../dist/neural/losses/smoothness.js';
import { Parameters } from '../dist/neural/networks/parameters.js';
import { STUDENTS } from '../dist/neural/networks/student/student-config.js';
import { student } from '../dist/neural/networks/student/student.js';
import { floats, GraphSession } from '../dist/neural/runtime/graph-session.js';
import { ParallelTraining } from '../dist/neural/training/parallel-training.js';
import { buildTrainingParts } from '../dist/neural/training/training-step.js';

const HEIGHT = 128;
const WIDTH = 96;
const PLANE = HEIGHT * WIDTH;
const PEAK_RATE = 1.5e-3;
/** Worker threads that share each batch. */
const SHARDS = 2;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '8' },
    batch: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '6' },
    sheet: { type: 'string' },
  },
});
const [folder] = positionals;
if (!folder) {
  console.error('Name a folder in VITON layout: node bench/overfit.mjs FOLDER');
  process.exit(2);
}
const count = Number(values.pairs);
const batchSize = Number(values.batch);
const shardSize = batchSize / SHARDS;
if (count % batchSize !== 0 || !Number.isInteger(shardSize)) {
  console.error(`The batch must divide the number of pairs, and ${SHARDS} the batch.`);
  process.exit(2);
}
const ids = readdirSync(`${folder}/image`)
  .map((name) => name.split('_')[0])
  .sort()
  .slice(0, count);

const resize = (path, kernel) =>
  sharp(`${folder}/${path}`).resize(WIDTH, HEIGHT, { fit: 'fill', kernel }).raw().toBuffer();

/** Planes −1…1 of an interleaved picture. */
const planes = (rgb) =>
  Float32Array.from(
    { length: 3 * PLANE },
    (_, i) => rgb[(i % PLANE) * 3 + Math.floor(i / PLANE)] / 127.5 - 1,
  );

async function loadPair(id) {
  const photo = planes(await resize(`image/${id}_0.jpg`));
  const cloth = planes(await resize(`cloth/${id}_1.jpg`));
  const mask = await sharp(`${folder}/cloth-mask/${id}_1.jpg`)
    .resize(WIDTH, HEIGHT, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  const labels = await resize(`image-parse-new/${id}_0.png`, 'nearest');
  const garmentMask = Float32Array.from(mask, (value) => (value > 127 ? 1 : 0));
  const step = labels.length / PLANE;
  const worn = Float32Array.from({ length: PLANE }, (_, i) =>
    WORN_LABELS.includes(labels[i * step]) ? 1 : 0,
  );
  return {
    photo,
    person: photo.map((value, i) => value * (1 - worn[i % PLANE])),
    garment: cloth.map((value, i) => value * garmentMask[i % PLANE]),
    garment_mask: garmentMask,
    worn_mask: worn,
  };
}

const pairs = await Promise.all(ids.map(loadPair));
const CHANNELS = { person: 3, garment: 3, garment_mask: 1, photo: 3, worn_mask: 1 };
const stack = (some, name) => {
  const all = new Float32Array(shardSize * CHANNELS[name] * PLANE);
  some.forEach((pair, i) => all.set(pair[name], i * CHANNELS[name] * PLANE));
  return floats(all, [shardSize, CHANNELS[name], HEIGHT, WIDTH]);
};
const shards = Array.from({ length: count / shardSize }, (_, i) => {
  const some = pairs.slice(i * shardSize, (i + 1) * shardSize);
  return Object.fromEntries(Object.keys(CHANNELS).map((name) => [name, stack(some, name)]));
});
/** The shards of a step. */
const batch = (step) => {
  const first = (step * SHARDS) % shards.length;
  return shards.slice(first, first + SHARDS);
};

const config = { ...STUDENTS.small, height: HEIGHT, width: WIDTH };
const parameters = Parameters.create();
const image = (name) => input(name, [shardSize, CHANNELS[name], HEIGHT, WIDTH]);
const inputs = { person: image('person'), garment: image('garment'), garmentMask: image('garment_mask') };
const photo = image('photo');
const worn = image('worn_mask');
const outputs = student(parameters, config, inputs);
const kept = add(mul(worn, -1), 1);
const terms = [
  mul(maskedL1(outputs.warpedGarment, photo, worn), 1),
  mul(l1(outputs.warpedMask, worn), 2),
  mul(l1(outputs.tryOn, photo), 2),
  mul(maskedL1(outputs.tryOn, photo, worn), 5),
  mul(mean(binaryCrossEntropy(outputs.preservationLogit, kept)), 0.2),
  ...outputs.levels.slice(1).map(({ flow }) => mul(secondOrderSmoothness(flow), 0.1)),
];
const definition = {
  loss: terms.reduce(add),
  metrics: {
    worn: maskedL1(outputs.tryOn, photo, worn),
    whole: l1(outputs.tryOn, photo),
    warped: maskedL1(outputs.warpedGarment, photo, worn),
  },
  groups: [{ name: 'student', weights: parameters.trained }],
  clipNorm: 1,
};
const session = await ParallelTraining.start(
  buildTrainingParts(definition, SHARDS),
  parameters.initialValues(1),
);

const start = performance.now();
const budgetMs = Number(values.minutes) * 60_000;
for (let elapsed = 0; elapsed < budgetMs; elapsed = performance.now() - start) {
  const progress = elapsed / budgetMs;
  const rate =
    PEAK_RATE *
    Math.min(1, (session.steps + 1) / 100) *
    (0.02 + 0.98 * Math.cos((progress * Math.PI) / 2) ** 2);
  const answer = await session.step(batch(session.steps), rate);
  if (session.steps % 100 === 0 || session.steps === 1) {
    const half = (name) => (answer[name] / 2).toFixed(4);
    console.log(
      `step ${session.steps}  ${(elapsed / 1000).toFixed(0)} s  loss ${answer.loss.toFixed(3)}  ` +
        `L1 of 1: worn garment ${half('worn')}, whole ${half('whole')}, warped garment ${half('warped')}`,
    );
  }
}
const rate = (session.steps * batchSize * 1000) / (performance.now() - start);
console.log(`${session.steps} steps of ${batchSize}, ${rate.toFixed(1)} samples/s`);

const { warpedGarment, tryOn } = outputs;
const viewer = await GraphSession.open(
  buildModel({
    inputs: Object.values(inputs),
    outputs: { warpedGarment, tryOn },
    weights: session.weights(),
  }),
);
await session.close();
const rows = [];
let difference = 0;
let pixels = 0;
for (const shard of shards) {
  const { person, garment, garment_mask } = shard;
  const seen = await viewer.run({ person, garment, garment_mask });
  shard.worn_mask.data.forEach((isWorn, i) => {
    if (!isWorn) return;
    pixels++;
    const [one, at] = [Math.floor(i / PLANE), i % PLANE];
    for (let c = 0; c < 3; c++) {
      const place = (one * 3 + c) * PLANE + at;
      difference += Math.abs(seen.tryOn.data[place] - shard.photo.data[place]) / 6;
    }
  });
  for (let one = 0; one < shardSize; one++) {
    const columns = [garment, person, seen.warpedGarment, seen.tryOn, shard.photo];
    rows.push(columns.map(({ data }) => data.slice(one * 3 * PLANE, (one + 1) * 3 * PLANE)));
  }
}
await viewer.close();
const wornL1 = difference / pixels;
console.log(
  `worn-garment L1 of all pairs ${wornL1.toFixed(4)} of 1 (target < 0.02: ${wornL1 < 0.02 ? 'met' : 'MISSED'})`,
);

if (values.sheet) {
  const tiles = rows.flatMap((columns, row) =>
    columns.map((planar, column) => ({
      input: Buffer.from(
        Uint8ClampedArray.from(
          { length: 3 * PLANE },
          (_value, i) => (planar[(i % 3) * PLANE + Math.floor(i / 3)] + 1) * 127.5,
        ),
      ),
      raw: { width: WIDTH, height: HEIGHT, channels: 3 },
      left: column * WIDTH,
      top: row * HEIGHT,
    })),
  );
  const size = { width: rows[0].length * WIDTH, height: rows.length * HEIGHT };
  await sharp({ create: { ...size, channels: 3, background: '#fff' } })
    .composite(tiles)
    .png()
    .toFile(values.sheet);
}
