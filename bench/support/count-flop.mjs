import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeModel, encodeModel } from '../../dist/neural/graph/onnx-model.js';

/**
 * Floating-point operations of a graph's convolutions and matrix products, a multiply-add counted as two; what is
 * left out (activations, sampling, sums) is small beside them. Shapes are the runtime's own: the graph is run once
 * with those tensors as outputs.
 * @param {Uint8Array} bytes an ONNX file with float32 inputs of fixed shape
 * @returns {Promise<number>}
 */
export async function countFlop(bytes) {
  const model = decodeModel(bytes);
  const { graph } = model;
  const counted = graph.node.filter(({ opType }) => opType === 'Conv' || opType === 'MatMul');
  const constants = new Map(graph.initializer.map(({ name, dims }) => [name, dims.map(Number)]));
  const wanted = counted.flatMap(({ opType, input, output }) =>
    opType === 'Conv' ? [output[0]] : [output[0], ...input.filter((name) => !constants.has(name))],
  );
  const given = new Set(graph.input.map(({ name }) => name));
  const names = [...new Set(wanted)].filter((name) => !given.has(name));
  const output = names.map((name) => ({ name, type: { tensorType: { elemType: 1 } } }));
  const session = await InferenceSession.create(encodeModel({ ...model, graph: { ...graph, output } }), {
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 3,
  });
  const feeds = Object.fromEntries(graph.input.map((info) => [info.name, zeros(info)]));
  const results = await session.run(feeds);
  await session.release();
  const shapeOf = (name) => constants.get(name) ?? (results[name] ?? feeds[name]).dims;
  return counted.reduce((sum, node) => sum + 2 * product(shapeOf(node.output[0])) * depth(node, shapeOf), 0);
}

/** Multiply-adds for each value of the output. */
function depth({ opType, input }, shapeOf) {
  // Conv weights: [out, in / groups, kh, kw]; MatMul: [..., m, k] × [..., k, n].
  return opType === 'Conv' ? product(shapeOf(input[1]).slice(1)) : shapeOf(input[0]).at(-1);
}

function zeros({ type }) {
  const shape = type.tensorType.shape.dim.map(({ dimValue }) => Number(dimValue));
  return new Tensor('float32', new Float32Array(product(shape)), shape);
}

function product(sizes) {
  return sizes.reduce((result, size) => result * Number(size), 1);
}
