import {
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxValueInfo,
  GraphError,
  decodeModel,
  encodeModel,
  floatValueInfo,
} from './onnx-model.js';

/** A tensor at which a graph is cut. */
export interface CutTensor {
  readonly name: string;
  /** Needed for tensors inside the graph (taken as float32); the model's own inputs and outputs bring theirs. */
  readonly shape?: readonly number[];
}

/** Where a part of a graph begins and ends. */
export interface GraphCut {
  readonly inputs: readonly CutTensor[];
  readonly outputs: readonly CutTensor[];
}

/**
 * Extracts the part of a model that computes `outputs` from `inputs`: the nodes and constants that the outputs
 * depend on, walking back until the inputs. The model itself is left alone.
 *
 * @param model an ONNX file, or one already decoded when several parts are cut from it
 * @returns the part as an ONNX file of the same opset
 * @throws GraphError when an output does not exist, depends on a model input that is not among `inputs`, or a
 *   tensor inside the graph is named without its shape
 */
export function splitGraph(model: Uint8Array | OnnxModel, cut: GraphCut): Uint8Array {
  const whole = model instanceof Uint8Array ? decodeModel(model) : model;
  const { graph } = whole;
  const given = new Set(cut.inputs.map(({ name }) => name));
  const { nodes, constants } = collect(
    graph,
    given,
    cut.outputs.map(({ name }) => name),
  );
  const known = new Map(
    [...graph.valueInfo, ...graph.output, ...graph.input].map((info) => [info.name, info]),
  );
  return encodeModel({
    ...whole,
    graph: {
      name: graph.name,
      node: graph.node.filter((node) => nodes.has(node)),
      initializer: graph.initializer.filter(({ name }) => constants.has(name)),
      input: cut.inputs.map((tensor) => describe(tensor, known)),
      output: cut.outputs.map((tensor) => describe(tensor, known)),
      valueInfo: graph.valueInfo.filter(({ name }) => constants.has(name)),
    },
  });
}

/** Nodes and constants on the way back from the outputs to the given tensors. */
function collect(
  graph: OnnxGraph,
  given: ReadonlySet<string>,
  outputs: readonly string[],
): { nodes: Set<OnnxNode>; constants: Set<string> } {
  const producers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)));
  const initializers = new Set(graph.initializer.map(({ name }) => name));
  const nodes = new Set<OnnxNode>();
  const constants = new Set<string>();
  const pending = [...outputs];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === '' || given.has(name)) continue;
    if (initializers.has(name)) {
      constants.add(name);
      continue;
    }
    const node = producers.get(name);
    if (!node) throw new GraphError(`The cut needs the tensor "${name}", which no node of the graph makes.`);
    if (nodes.has(node)) continue;
    nodes.add(node);
    pending.push(...node.input, ...capturedNames(node));
  }
  return { nodes, constants };
}

/** Names of the surrounding graph that the bodies of control-flow nodes (If, Loop, Scan) read. */
function capturedNames(node: OnnxNode): string[] {
  const bodies = node.attribute.flatMap(({ g, graphs }) => [...(g ? [g] : []), ...(graphs ?? [])]);
  return bodies.flatMap((body) => {
    const own = new Set([
      ...body.input.map(({ name }) => name),
      ...body.initializer.map(({ name }) => name),
      ...body.node.flatMap(({ output }) => output),
    ]);
    const read = body.node.flatMap((inner) => [...inner.input, ...capturedNames(inner)]);
    return [...read, ...body.output.map(({ name }) => name)].filter((name) => !own.has(name));
  });
}

function describe({ name, shape }: CutTensor, known: ReadonlyMap<string, OnnxValueInfo>): OnnxValueInfo {
  if (shape) return floatValueInfo(name, shape);
  const info = known.get(name);
  if (!info) throw new GraphError(`Name the shape of "${name}": it lies inside the graph.`);
  return info;
}
