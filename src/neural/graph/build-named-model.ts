import { buildModel } from './build-model.js';
import { GraphError, type OnnxModel } from './onnx-model.js';
import type { Tensor } from './tensor.js';

/** What becomes a model whose inner tensors can be found. */
export interface NamedModelDefinition {
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly inputs: readonly Tensor[];
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Tensors inside the graph by the name that they are to have in the file. */
  readonly named: Readonly<Record<string, Tensor>>;
}

/**
 * Writes a model in which some inner tensors have names of their own, so that it can be cut there.
 *
 * @throws GraphError when a tensor is no result of a node, so that it has a name already
 */
export function buildNamedModel({ named, outputs, ...rest }: NamedModelDefinition): OnnxModel {
  const model = buildModel({ ...rest, outputs: { ...named, ...outputs } });
  const { graph } = model;
  const copies = graph.node.filter(
    ({ opType, output }) => opType === 'Identity' && (output[0] ?? '') in named,
  );
  const names = new Map(copies.map(({ input, output }) => [input[0] ?? '', output[0] ?? '']));
  for (const [from, to] of names) {
    const isResult = graph.node.some(({ output }) => output.includes(from));
    if (!isResult)
      throw new GraphError(`The tensor to be called ${to} is ${from} already; cut the graph there.`);
  }
  const rename = (name: string): string => names.get(name) ?? name;
  return {
    ...model,
    graph: {
      ...graph,
      node: graph.node
        .filter((node) => !copies.includes(node))
        .map((node) => ({ ...node, input: node.input.map(rename), output: node.output.map(rename) })),
      output: graph.output.filter(({ name }) => !(name in named)),
      valueInfo: graph.valueInfo.map((info) => ({ ...info, name: rename(info.name) })),
    },
  };
}
