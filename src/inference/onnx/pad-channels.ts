import { type OnnxNode, decodeModel, encodeModel } from '../../neural/graph/onnx-model.js';

/** `TensorProto.DataType` of 64-bit integers. */
const INT64 = 7;

/** Channels that WebGPU kernels read at a time. */
const VECTOR = 4;

/**
 * Pads the input channels of convolutions with zeros to a multiple of four. The graph computes the same.
 *
 * The WebGPU kernels of ONNX Runtime 1.30 compute wrong values for some other counts, for example a 3×3 convolution of
 * 27 channels (https://github.com/microsoft/onnxruntime/issues/29651 reports the like); three are a path of their own,
 * which is right.
 *
 * @param graph an ONNX file of opset 11 or newer
 */
export function padChannels(graph: Uint8Array): Uint8Array {
  const model = decodeModel(graph);
  const { initializer } = model.graph;
  const channels = new Map(initializer.map(({ name, dims }) => [name, Number(dims[1])]));
  const missing = new Set<number>();
  const node = model.graph.node.flatMap((conv) => {
    const count = conv.opType === 'Conv' ? (channels.get(conv.input[1]!) ?? 0) : 0;
    const padding = (VECTOR - (count % VECTOR)) % VECTOR;
    if (count < VECTOR || padding === 0) return [conv];
    missing.add(padding);
    const [data, weights, ...bias] = conv.input as [string, string, ...string[]];
    const pads = [data, weights].map((input, index) =>
      padNode(input, `${conv.name}/padded_${index}`, padding),
    );
    return [...pads, { ...conv, input: [...pads.map(({ output }) => output[0]!), ...bias] }];
  });
  const amounts = [...missing].map((padding) => ({
    name: amountName(padding),
    dims: [8],
    dataType: INT64,
    // Begins of all four axes, then their ends: only channels are added, behind the others.
    rawData: new Uint8Array(new BigInt64Array([0, 0, 0, 0, 0, padding, 0, 0].map(BigInt)).buffer),
  }));
  return encodeModel({
    ...model,
    graph: { ...model.graph, node, initializer: [...initializer, ...amounts] },
  });
}

function padNode(input: string, output: string, padding: number): OnnxNode {
  return {
    name: output,
    opType: 'Pad',
    input: [input, amountName(padding)],
    output: [output],
    attribute: [],
  };
}

function amountName(padding: number): string {
  return `channels_padded_by_${padding}`;
}
