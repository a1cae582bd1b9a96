import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { encodeModel } from '../../dist/neural/graph/onnx-model.js';

/** Operators whose arithmetic is counted; what the rest computes is small beside it. */
const CONVOLUTIONS = new Set(['Conv', 'FusedConv', 'ConvTranspose']);
const PRODUCTS = new Set(['MatMul', 'FusedMatMul']);

/**
 * One operator as ONNX Runtime ran it, a mean of all runs.
 * @typedef {{ node: string | undefined, operator: string, shapes: string, ms: number, flop: number, bytes: number }} Kernel
 *   node: its name in the model, undefined for what the runtime put in; bytes: read and written
 */

/**
 * Runs a model under ONNX Runtime's profiler.
 * @param {import('../../dist/neural/graph/onnx-model.js').OnnxModel} model
 * @param {import('../../dist/neural/runtime/graph-session.js').Values} feeds
 * @param {{ threads: number, runs: number }} options one run more is made before, and not counted
 * @returns {Promise<Kernel[]>}
 */
export async function profile(model, feeds, { threads, runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'tryflow-bench-profile-'));
  try {
    const session = await InferenceSession.create(encodeModel(model), {
      enableProfiling: true,
      profileFilePrefix: join(folder, 'profile'),
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
    });
    for (let i = 0; i <= runs; i++) await session.run(feeds);
    session.endProfiling();
    await session.release();
    const [file] = readdirSync(folder);
    return kernels(JSON.parse(readFileSync(join(folder, file), 'utf8')), runs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function kernels(events, runs) {
  const [warmUp] = events.filter(({ name }) => name === 'model_run');
  const byNode = new Map();
  for (const { name, ts, dur, args } of events) {
    if (!name.endsWith('_kernel_time') || ts < warmUp.ts + warmUp.dur) continue;
    const kernel = byNode.get(args.node_index) ?? describe(name, args);
    kernel.ms += dur / 1000 / runs;
    byNode.set(args.node_index, kernel);
  }
  return [...byNode.values()];
}

function describe(name, args) {
  const inputs = args.input_type_shape.map(shapeOf);
  const [output = []] = args.output_type_shape.map(shapeOf);
  return {
    node: /^[vc]_*\d+|^new\.[\w.]+|^loss$|^gradient_norm$/.exec(name)?.[0],
    operator: args.op_name,
    shapes: inputs
      .slice(0, 2)
      .map((shape) => `[${shape.join(' ')}]`)
      .join(' '),
    ms: 0,
    flop: flopOf(args.op_name, inputs, output),
    bytes: Number(args.activation_size) + Number(args.parameter_size) + Number(args.output_size),
  };
}

function shapeOf(typeAndShape) {
  return Object.values(typeAndShape)[0];
}

function flopOf(operator, [first = [], second = []], output) {
  // A filter is [out, in ÷ groups, kh, kw]; a transposed one [in, out ÷ groups, kh, kw] is met once by each input value.
  if (operator === 'ConvTranspose') return 2 * product(first) * product(second.slice(1));
  if (CONVOLUTIONS.has(operator)) return 2 * product(output) * product(second.slice(1));
  if (PRODUCTS.has(operator)) {
    // [m, k] · [k, n] = [m, n]; a fused product may read its matrices transposed, so that k has no fixed place.
    const depth = Math.sqrt((matrix(first) * matrix(second)) / matrix(output));
    return 2 * product(output) * depth;
  }
  return 0;
}

function matrix(shape) {
  return product(shape.slice(-2));
}

function product(sizes) {
  return sizes.reduce((result, size) => result * size, 1);
}
