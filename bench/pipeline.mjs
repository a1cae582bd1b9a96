import { StudentSession } from '../dist/inference/onnx/student-session.js';
import { StudentTasks } from '../dist/inference/onnx/student-tasks.js';
import { prepareGarment } from '../dist/images/prepare-garment.js';
import { preparePerson } from '../dist/images/prepare-person.js';
import { section, table } from './support/print.mjs';
import { config, LIMITS, loadModel, PEOPLE, sample } from './support/repository.mjs';
import { measure, median } from './support/statistics.mjs';

const STAGES = ['decodeMs', 'networkMs', 'composeMs', 'encodeMs'];
const QUALITY = 88;

/**
 * A whole try-on as a worker thread does it, in this process: medians of the stages.
 * @returns {Promise<{ jpegMs: number }>} median of a JPEG for a person and a garment with known features
 */
export async function benchPipeline() {
  const model = await loadModel();
  const session = await StudentSession.open(model, 'cpu', config.threadsPerSession);
  const tasks = new StudentTasks(session);
  const person = await preparePerson(await sample(`people/${PEOPLE[0]}.jpg`), {
    ...LIMITS,
    maxSide: config.maxPersonSide,
    minSide: 1,
    minBrightness: 0,
  });
  const garment = await prepareGarment(await sample('garments/g01.jpg'), LIMITS);
  const task = { personPhoto: person.photo, garmentCutout: garment.cutout, garmentDigest: garment.digest };
  const first = await tasks.tryOn({ ...task, options: { format: 'jpeg', quality: QUALITY } });
  const known = {
    ...task,
    personFeatures: first.personFeatures,
    garmentFeatures: (await tasks.encodeGarment(garment.cutout)).features,
  };

  section(`Try-on ${person.width}×${person.height} in one thread: medians of the stages, ms`);
  let fresh = 0;
  const unknown = () => ({ ...task, garmentDigest: `${garment.digest}-${fresh++}` });
  const rows = [
    ['jpeg, nothing known', await stages(tasks, unknown, 'jpeg')],
    ['jpeg, features known', await stages(tasks, () => known, 'jpeg')],
    ['webp, features known', await stages(tasks, () => known, 'webp')],
    ['png, features known', await stages(tasks, () => known, 'png')],
  ];
  await session.close();
  table(
    ['decode', 'network', 'compose', 'encode', 'whole'],
    rows.map(([name, values]) => [name, ...values]),
  );
  return { jpegMs: rows[1][1].at(-1) };
}

/** Medians of every stage, then of the whole. */
async function stages(tasks, nextTask, format) {
  const outputs = [];
  const times = await measure(
    async () => outputs.push(await tasks.tryOn({ ...nextTask(), options: { format, quality: QUALITY } })),
    { count: 25, warmUp: 5, budgetMs: 4_000 },
  );
  const measured = outputs.slice(-times.length);
  return [...STAGES.map((stage) => median(measured.map(({ timings }) => timings[stage]))), median(times)];
}
