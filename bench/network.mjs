import { splitStudent, trimStudent } from '../dist/inference/onnx/split-student.js';
import { StudentSession } from '../dist/inference/onnx/student-session.js';
import { convolutionPeak } from './support/convolution-peak.mjs';
import { countFlop } from './support/count-flop.mjs';
import { figure, section } from './support/print.mjs';
import { config, loadModel } from './support/repository.mjs';
import { measure, median } from './support/statistics.mjs';

/**
 * The network alone, in this process: whole, and only what the next garment on a known person costs.
 * @returns {Promise<{ wholeMs: number, fittingMs: number }>}
 */
export async function benchNetwork() {
  const model = await loadModel();
  const threads = config.threadsPerSession;
  section(`Network ${model.card.id} ${model.card.version}, cpu, ${threads} threads`);
  const { gflops, shape } = await convolutionPeak(threads);
  figure(`convolution peak now (3×3, ${shape})`, gflops, 'GFLOP/s', { digits: 0 });

  const session = await StudentSession.open(model, 'cpu', threads);
  const { person, garment } = inputs(model.card.frame);
  const personFeatures = await session.encodePerson(person);
  const garmentFeatures = await session.encodeGarment(garment);
  const fit = () => session.fit(person, garment, personFeatures, garmentFeatures);
  const whole = async () =>
    session.fit(person, garment, await session.encodePerson(person), await session.encodeGarment(garment));
  const plan = { count: 100, warmUp: 10, budgetMs: 6_000 };
  const wholeMs = median(await measure(whole, plan));
  const fittingMs = median(await measure(fit, plan));
  await session.close();

  const flop = await flopOf(model);
  report('whole: both encoders and fitting', wholeMs, flop.whole, gflops);
  report('fitting only: features of both are known', fittingMs, flop.fitting, gflops);
  return { wholeMs, fittingMs };
}

function report(name, ms, flop, peak) {
  const reached = flop / ms / 1e6;
  const share = Math.round((100 * reached) / peak);
  figure(name, ms, 'ms', {
    digits: 2,
    note: `${(flop / 1e9).toFixed(2)} GFLOP, ${reached.toFixed(0)} GFLOP/s = ${share} % of the peak`,
  });
}

/** GFLOP of the graphs that run: a model whose card names no features has one graph for both. */
async function flopOf({ card, graph }) {
  if (!card.features) {
    const all = await countFlop(trimStudent(graph));
    return { whole: all, fitting: all };
  }
  const parts = splitStudent(graph, card.features);
  const fitting = await countFlop(parts.fitting);
  const encoders = (await countFlop(parts.personEncoder)) + (await countFlop(parts.garmentEncoder));
  return { whole: fitting + encoders, fitting };
}

/** The time does not depend on what the pictures show. */
function inputs({ height, width }) {
  const plane = height * width;
  const wave = Float32Array.from({ length: 3 * plane }, (_, index) => Math.sin(index / 7));
  return { person: wave, garment: { garment: wave, mask: new Float32Array(plane).fill(1) } };
}
