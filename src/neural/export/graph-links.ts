import type { OnnxGraph, OnnxNode, OnnxTensor } from '../graph/onnx-model.js';
import { storedTensor } from '../graph/reading/stored-tensor.js';

/** Who makes and who reads the tensors of a graph. */
export class GraphLinks {
  private readonly producers = new Map<string, OnnxNode>();
  private readonly uses = new Map<string, number>();
  private readonly constants: ReadonlyMap<string, OnnxTensor>;

  constructor(graph: OnnxGraph) {
    const replaceable = new Set(graph.input.map(({ name }) => name));
    this.constants = new Map(
      graph.initializer.filter(({ name }) => !replaceable.has(name)).map((tensor) => [tensor.name, tensor]),
    );
    for (const node of graph.node) for (const name of node.output) this.producers.set(name, node);
    for (const name of [...namesRead(graph.node), ...graph.output.map((info) => info.name)]) {
      this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
    }
  }

  /** The node that makes the tensor, unless it is an input or a constant. */
  producer(name: string | undefined): OnnxNode | undefined {
    return this.producers.get(name ?? '');
  }

  /** How many inputs of nodes, and outputs of the graph, are this tensor. */
  useCount(name: string): number {
    return this.uses.get(name) ?? 0;
  }

  /** The stored tensor of that name; undefined too for one that a caller may replace. */
  constant(name: string | undefined): OnnxTensor | undefined {
    return this.constants.get(name ?? '');
  }

  /** Values of a stored float32 tensor, as a copy. */
  floats(name: string | undefined): Float32Array | undefined {
    const stored = this.constant(name);
    const tensor = stored && storedTensor(stored);
    if (tensor?.type !== 'float32' || tensor.source.kind !== 'constant') return undefined;
    return new Float32Array(Uint8Array.from(tensor.source.bytes).buffer);
  }
}

/** Inputs of the nodes and of all nodes in the bodies of control flow, which may read the graph around them. */
function namesRead(nodes: readonly OnnxNode[]): string[] {
  return nodes.flatMap(({ input, attribute }) => [
    ...input,
    ...attribute
      .flatMap(({ g, graphs }) => [...(g ? [g] : []), ...(graphs ?? [])])
      .flatMap((body) => [...namesRead(body.node), ...body.output.map(({ name }) => name)]),
  ]);
}
