import { FLOAT32, type OnnxModel, type OnnxNode, type OnnxTensor } from '../graph/onnx-model.js';
import { wholeNumber } from '../graph/reading/stored-tensor.js';
import { GraphLinks } from './graph-links.js';
import { pruneModel } from './prune-model.js';

/** ONNX's default of BatchNormalization. */
const EPSILON = 1e-5;

/** What a batch normalisation does to a channel: x · factor + shift. */
interface ChannelScale {
  readonly factor: Float64Array;
  readonly shift: Float64Array;
}

/** Weights with a batch normalisation in them. */
interface FoldedWeights {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** A layer of which a batch normalisation may become a part. */
interface Layer {
  readonly node: OnnxNode;
  readonly dims: readonly number[];
  readonly weight: Float32Array;
  /** One value, one for each output channel, or none. */
  readonly bias: Float32Array | undefined;
}

/**
 * Makes inference-time batch normalisations part of the Conv, ConvTranspose or Gemm that they follow: weight · factor and
 * bias · factor + shift, with factor = scale ÷ √(variance + ε) and shift = offset − mean · factor, reckoned in float64
 * (Jacob et al. 2018, section 3.2, eq. 14).
 *
 * A normalisation of anything else is left as it is, one pass over the tensor: ONNX Runtime runs it as a depthwise
 * convolution in its blocked layout together with the ReLU behind it, where a multiplication and an addition would be two.
 */
export function foldBatchNorm(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const links = new GraphLinks(graph);
  const folded = new Map<OnnxNode, OnnxNode | undefined>();
  const initializer = [...graph.initializer];
  for (const norm of graph.node) {
    const layer = layerBefore(norm, links);
    const scale = layer && channelScale(norm, links);
    if (!layer || !scale) continue;
    const values = foldInto(layer, scale);
    if (!values) continue;
    const output = norm.output[0] ?? '';
    const [weight, bias] = [`${output}_folded_weight`, `${output}_folded_bias`];
    initializer.push(
      float32(weight, layer.dims, values.weight),
      float32(bias, [values.bias.length], values.bias),
    );
    folded.set(layer.node, {
      ...layer.node,
      input: [layer.node.input[0] ?? '', weight, bias],
      output: [output],
    });
    folded.set(norm, undefined);
  }
  const node = graph.node.flatMap((old) => (folded.has(old) ? (folded.get(old) ?? []) : old));
  return pruneModel({ ...model, graph: { ...graph, node, initializer } });
}

/** The layer whose output only this batch normalisation reads. */
function layerBefore(norm: OnnxNode, links: GraphLinks): Layer | undefined {
  const [x = ''] = norm.input;
  const node = links.producer(x);
  if (norm.opType !== 'BatchNormalization' || !node || !(node.opType in FACTOR_INDEX)) return undefined;
  const isTraining = attribute(norm, 'training_mode') !== 0 || norm.output.length > 1;
  if (isTraining || links.useCount(x) !== 1) return undefined;
  const weight = links.floats(node.input[1]);
  const bias = links.floats(node.input[2]);
  if (!weight || ((node.input[2] ?? '') !== '' && !bias)) return undefined;
  // Gemm also takes one value for each row, which is no channel.
  const isByRow =
    wholeNumber(links.constant(node.input[2])?.dims.at(-1) ?? 1) === 1 && (bias?.length ?? 1) > 1;
  if (isByRow) return undefined;
  return { node, weight, bias, dims: (links.constant(node.input[1])?.dims ?? []).map(wholeNumber) };
}

function channelScale(norm: OnnxNode, links: GraphLinks): ChannelScale | undefined {
  const [scale, offset, mean, variance] = norm.input.slice(1).map((name) => links.floats(name));
  if (!scale || !offset || !mean || !variance) return undefined;
  const epsilon = norm.attribute.find(({ name }) => name === 'epsilon')?.f ?? EPSILON;
  const factor = Float64Array.from(scale, (value, c) => value / Math.sqrt((variance[c] ?? 0) + epsilon));
  return {
    factor,
    shift: Float64Array.from(offset, (value, c) => value - (mean[c] ?? 0) * (factor[c] ?? 0)),
  };
}

function foldInto(
  { node, dims, weight, bias }: Layer,
  { factor, shift }: ChannelScale,
): FoldedWeights | undefined {
  const channels = factor.length;
  if (bias && bias.length !== 1 && bias.length !== channels) return undefined;
  const index = FACTOR_INDEX[node.opType]?.(dims, node, channels);
  if (!index) return undefined;
  // Gemm multiplies its bias by beta after it is read.
  const beta = node.opType === 'Gemm' ? (node.attribute.find(({ name }) => name === 'beta')?.f ?? 1) : 1;
  if (beta === 0) return undefined;
  return {
    weight: weight.map((value, i) => value * (factor[index(i)] ?? NaN)),
    bias: Float32Array.from(factor, (scale, channel) => {
      const before = bias ? (bias[bias.length === 1 ? 0 : channel] ?? NaN) : 0;
      return before * scale + (shift[channel] ?? NaN) / beta;
    }),
  };
}

/** For each kind of layer: the output channel that an element of its weight belongs to. */
const FACTOR_INDEX: Readonly<
  Record<string, (dims: readonly number[], node: OnnxNode, channels: number) => (element: number) => number>
> = {
  // [O, C ÷ groups, kh, kw]
  Conv: (dims) => {
    const perFilter = product(dims.slice(1));
    return (element) => Math.floor(element / perFilter);
  },
  // [C, O ÷ groups, kh, kw]
  ConvTranspose: (dims, _node, channels) => {
    const [inputs = 1, perGroup = 1, ...kernel] = dims;
    const area = product(kernel);
    const inputsPerGroup = inputs / (channels / perGroup);
    return (element) => {
      const group = Math.floor(element / (area * perGroup * inputsPerGroup));
      return group * perGroup + (Math.floor(element / area) % perGroup);
    };
  },
  // [K, O], or [O, K] when transposed
  Gemm: ([, columns = 1], node, channels) =>
    attribute(node, 'transB') ? (element) => Math.floor(element / columns) : (element) => element % channels,
};

function attribute(node: OnnxNode, name: string): number {
  const value = node.attribute.find((one) => one.name === name)?.i;
  return value === undefined ? 0 : wholeNumber(value);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}

function float32(name: string, dims: readonly number[], values: Float32Array): OnnxTensor {
  return { name, dims: [...dims], dataType: FLOAT32, rawData: new Uint8Array(values.buffer) };
}
