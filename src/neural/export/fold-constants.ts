import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { ELEMENT_TYPES } from '../graph/element-type.js';
import {
  GraphError,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../graph/onnx-model.js';
import { GraphSession } from '../runtime/graph-session.js';
import { pruneModel } from './prune-model.js';

/** Operators that make other values each time. */
const RANDOM = new Set([
  'Bernoulli',
  'Multinomial',
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
]);

/**
 * Computes what depends on constants alone once, by ONNX Runtime itself, and stores the results; what is then unused is
 * dropped. Nodes that make an output of the model stay, as do random ones and control flow.
 *
 * @throws GraphError when a result is of a type that constants cannot have
 */
export async function foldConstants(model: OnnxModel): Promise<OnnxModel> {
  const { graph } = model;
  const { known, wanted } = findConstants(graph);
  if (wanted.length === 0) return pruneModel(model);
  const values = await evaluate(model, known, wanted);
  return pruneModel({
    ...model,
    graph: {
      ...graph,
      node: graph.node.filter((node) => !known.has(node)),
      initializer: [...graph.initializer, ...values],
    },
  });
}

/** Nodes whose results never change, and those of their results that other nodes read. */
function findConstants(graph: OnnxGraph): { known: Set<OnnxNode>; wanted: string[] } {
  const given = new Set(graph.input.map(({ name }) => name));
  const outputs = new Set(graph.output.map(({ name }) => name));
  const names = new Set([
    '',
    ...graph.initializer.map(({ name }) => name).filter((name) => !given.has(name)),
  ]);
  const results = new Set<string>();
  const known = new Set<OnnxNode>();
  for (const node of graph.node) {
    const isComputable =
      !RANDOM.has(node.opType) && !node.attribute.some(({ g, graphs }) => g ?? graphs?.length);
    const isInner = !node.output.some((name) => outputs.has(name));
    if (!isComputable || !isInner || !node.input.every((name) => names.has(name))) continue;
    known.add(node);
    for (const name of node.output) {
      names.add(name);
      results.add(name);
    }
  }
  const others = graph.node.filter((node) => !known.has(node));
  return { known, wanted: [...results].filter((name) => name !== '' && isRead(name, others)) };
}

function isRead(name: string, nodes: readonly OnnxNode[]): boolean {
  return nodes.some(
    ({ input, attribute }) =>
      input.includes(name) ||
      attribute
        .flatMap(({ g, graphs }) => [...(g ? [g] : []), ...(graphs ?? [])])
        .some((body) => isRead(name, body.node) || body.output.some((output) => output.name === name)),
  );
}

async function evaluate(
  model: OnnxModel,
  known: ReadonlySet<OnnxNode>,
  wanted: readonly string[],
): Promise<OnnxTensor[]> {
  const { graph } = model;
  // ONNX Runtime infers the types of outputs that are declared by name only.
  const output = wanted.map((name) => ({ name })) as OnnxGraph['output'];
  const node = graph.node.filter((one) => known.has(one));
  const session = await GraphSession.open(
    { ...model, graph: { ...graph, node, input: [], output, valueInfo: [] } },
    { threads: 1 },
  );
  const values = await session.run({});
  await session.close();
  return wanted.map((name) => stored(name, values[name]));
}

function stored(name: string, value: OrtTensor | undefined): OnnxTensor {
  const type = Object.entries(ELEMENT_TYPES).find(([known]) => known === value?.type);
  if (!value || !type || !ArrayBuffer.isView(value.data)) {
    throw new GraphError(`The constant ${name} is of type ${value?.type}, which cannot be stored.`);
  }
  const { buffer, byteOffset, byteLength } = value.data;
  const rawData = new Uint8Array(buffer, byteOffset, byteLength).slice();
  return { name, dims: [...value.dims], dataType: type[1], rawData };
}
