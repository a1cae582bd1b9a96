import { buildModel } from '../../dist/neural/graph/build-model.js';
import { encodeModel } from '../../dist/neural/graph/onnx-model.js';
import { input } from '../../dist/neural/graph/tensor.js';
import { Parameters } from '../../dist/neural/networks/parameters.js';
import { referenceStudentModel } from '../../dist/neural/networks/reference/student-model.js';
import { encodeGarment, encodePerson, fit, student } from '../../dist/neural/networks/student/student.js';
import { floats, GraphSession } from '../../dist/neural/runtime/graph-session.js';
import { countFlop } from '../support/count-flop.mjs';
import { figure, section } from '../support/print.mjs';
import { measure, median } from '../support/statistics.mjs';
import { correlationNodes, samplingNodes } from './flow-nodes.mjs';
import { profile } from './profile.mjs';

/** What a try-on by the small student may take. */
const TARGET_MS = 20;
/** What the next garment on a known person costs, and the next person in a known garment. */
const FITTING = 'fitting, features of both known';

/**
 * The small student: whole, and its parts as the product runs them.
 * @param {import('../../dist/neural/networks/student/student-config.js').StudentConfig} config
 * @param {ReadonlyMap<number, number>} peaks GFLOP/s of convolutions by number of threads
 */
export async function benchSmallStudent(config, peaks) {
  section(`Small student, ${config.height}×${config.width}, one picture`);
  const models = smallStudentModels(config);
  const most = Math.max(...peaks.keys());
  for (const [name, model] of Object.entries(models)) {
    const target = name === 'whole' ? TARGET_MS : undefined;
    await report(name, model, peaks, {
      count: 60,
      budgetMs: 1_500,
      most: (threads) => (threads === most ? target : undefined),
    });
  }
  await reportShares(models[FITTING], most);
}

/**
 * The reference student, of which the published weights are 290 MB; here they are random.
 * @param {ReadonlyMap<number, number>} peaks
 */
export async function benchReferenceStudent(peaks) {
  section('Reference student (PF-AFN), 256×192, one picture');
  const { parameters, build } = referenceStudentModel();
  const weights = new Map([...parameters.all].map(([name, { shape }]) => [name, noise(shape, 0.02)]));
  for (const name of weights.keys()) if (name.endsWith('running_var')) weights.get(name).fill(1);
  await report('whole', build(weights), peaks, { count: 3, budgetMs: 6_000 });
}

function smallStudentModels(config) {
  const image = (name, channels) => input(name, [1, channels, config.height, config.width]);
  const inputs = {
    person: image('person', 3),
    garment: image('garment', 3),
    garmentMask: image('garment_mask', 1),
  };
  const parameters = Parameters.create();
  const whole = product(student(parameters, config, inputs));
  const person = encodePerson(parameters, config, inputs);
  const garment = encodeGarment(parameters, config, inputs);
  const given = (kind, tensors) => tensors.map(({ shape }, level) => input(`${kind}_${level}`, shape));
  const known = { person: given('person', person), garment: given('garment', garment) };
  const weights = parameters.initialValues(1);
  const model = (outputs) => buildModel({ outputs, weights });
  return {
    whole: model(whole),
    [FITTING]: model(product(fit(parameters, config, inputs, known))),
    'person encoder': model({ ...person }),
    'garment encoder': model({ ...garment }),
  };
}

/** What the product asks for: it composes the picture itself, at full size. */
function product({ flow, composition, rendered, preservation }) {
  return { flow, composition, rendered, preservation };
}

async function report(name, model, peaks, { count, budgetMs, most = () => undefined }) {
  const bytes = encodeModel(model);
  const flop = await countFlop(bytes);
  const feeds = feedsOf(model);
  for (const [threads, peak] of peaks) {
    const session = await GraphSession.open(bytes, { threads });
    const ms = median(await measure(() => session.run(feeds), { count, warmUp: 2, budgetMs }));
    await session.close();
    const reached = flop / ms / 1e6;
    figure(`${name}, ${threads} thread${threads > 1 ? 's' : ''}`, ms, 'ms', {
      most: most(threads),
      note: `${(flop / 1e9).toFixed(2)} GFLOP, ${reached.toFixed(0)} GFLOP/s = ${((100 * reached) / peak).toFixed(0)} % of the peak`,
    });
  }
}

async function reportShares(model, threads) {
  const kernels = await profile(model, feedsOf(model), { threads, runs: 30 });
  const msOf = (names) =>
    kernels.reduce((sum, { node, ms }) => sum + (names === undefined || names.has(node) ? ms : 0), 0);
  const correlation = correlationNodes(model.graph.node);
  const shares = { correlation, sampling: samplingNodes(model.graph.node, correlation) };
  for (const [name, nodes] of Object.entries(shares))
    figure(`${name}, share of fitting`, (100 * msOf(nodes)) / msOf(), '%', {
      digits: 0,
      note: `${msOf(nodes).toFixed(2)} of ${msOf().toFixed(2)} ms`,
    });
}

function feedsOf({ graph }) {
  return Object.fromEntries(
    graph.input.map(({ name, type }) => {
      const shape = type.tensorType.shape.dim.map(({ dimValue }) => Number(dimValue));
      return [name, floats(noise(shape, 1), shape)];
    }),
  );
}

/** Values in ±scale that are the same in each run. */
function noise(shape, scale) {
  const length = shape.reduce((total, size) => total * size, 1);
  return Float32Array.from({ length }, (_, i) => scale * Math.sin(i * 12.9898));
}
