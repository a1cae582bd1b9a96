import { describe, expect, it } from 'vitest';
import { floats, GraphSession, type Values } from '../../runtime/graph-session.js';
import { largestDifference } from '../../testing/compute.js';
import { randomValues } from '../../testing/random-values.js';
import { buildModel } from '../build-model.js';
import type { OnnxModel, OnnxTensor } from '../onnx-model.js';
import { readModel } from '../read-model.js';
import { elementCount } from '../shape.js';
import { float, floatsOf, int, integersOf, ints, oneNode, type OneNode, text } from '../testing/one-node.js';

const DEFAULT_SHAPE = [1, 2, 4, 4];

function weight(name: string, ...dims: number[]): OnnxTensor {
  return floatsOf(name, dims, randomValues(elementCount(dims), name.length + 3));
}

function number(name: string, value: number): OnnxTensor {
  return floatsOf(name, [], [value]);
}

/** Each is run by ONNX Runtime as it is, and once more after it was read and written again. */
const CASES: readonly OneNode[] = [
  { opType: 'Identity' },
  { opType: 'Dropout' },
  { opType: 'Neg' },
  { opType: 'Sign' },
  { opType: 'Floor' },
  { opType: 'Reciprocal' },
  { opType: 'Softplus' },
  { opType: 'LeakyRelu' },
  { opType: 'LeakyRelu', attributes: [float('alpha', 0.3)] },
  { opType: 'PRelu', more: [weight('slope', 2, 1, 1)] },
  { opType: 'Elu', attributes: [float('alpha', 0.7)] },
  { opType: 'HardSigmoid' },
  { opType: 'HardSigmoid', attributes: [float('alpha', 0.9), float('beta', 0.1)] },
  { opType: 'HardSwish' },
  { opType: 'Clip' },
  { opType: 'Clip', more: [number('min', -0.2)] },
  { opType: 'Clip', more: [undefined, number('max', 0.2)] },
  { opType: 'Clip', opset: 6, attributes: [float('min', -0.1), float('max', 0.3)] },
  { opType: 'Pow', more: [integersOf('two', 2)] },
  { opType: 'Max', more: [weight('a', 4), weight('b', 2, 1, 1)] },
  { opType: 'Min', more: [weight('a', 4)] },
  { opType: 'Sum', more: [weight('a', 4), weight('b', 1)] },
  { opType: 'Softmax', opset: 11, shape: [3, 5] },
  { opType: 'Softmax', attributes: [int('axis', 1)] },
  { opType: 'MatMul', more: [weight('w', 4, 3)] },
  { opType: 'Gemm', shape: [3, 4], more: [weight('w', 4, 2)] },
  {
    opType: 'Gemm',
    shape: [4, 3],
    more: [weight('w', 2, 4), weight('c', 2)],
    attributes: [int('transA', 1), int('transB', 1), float('alpha', 0.5), float('beta', 2)],
  },
  { opType: 'ReduceMean' },
  { opType: 'ReduceMean', attributes: [ints('axes', 1, -1), int('keepdims', 0)] },
  { opType: 'ReduceMean', opset: 18, more: [integersOf('axes', 2)] },
  { opType: 'ReduceSum', more: [integersOf('axes', 1, 2)], attributes: [int('keepdims', 0)] },
  { opType: 'ReduceSum', attributes: [int('noop_with_empty_axes', 1)] },
  { opType: 'ReduceSum', opset: 11, attributes: [ints('axes', 0)] },
  ...['ReduceMax', 'ReduceMin', 'ReduceL1', 'ReduceL2', 'ReduceSumSquare', 'ReduceLogSumExp'].map(
    (opType) => ({
      opType,
      attributes: [ints('axes', 1, 3)],
    }),
  ),
  { opType: 'GlobalAveragePool' },
  { opType: 'GlobalMaxPool' },
  { opType: 'Flatten' },
  { opType: 'Flatten', attributes: [int('axis', -1)] },
  { opType: 'Flatten', attributes: [int('axis', 0)] },
  { opType: 'Squeeze' },
  { opType: 'Squeeze', opset: 11, attributes: [ints('axes', 0)] },
  { opType: 'Squeeze', more: [integersOf('axes', -4)] },
  { opType: 'Unsqueeze', more: [integersOf('axes', 0, -1)] },
  { opType: 'Unsqueeze', opset: 11, attributes: [ints('axes', 2)] },
  { opType: 'Transpose' },
  { opType: 'Transpose', attributes: [ints('perm', 0, 2, 3, 1)] },
  { opType: 'Reshape', more: [integersOf('shape', 0, -1, 2)] },
  { opType: 'Expand', more: [integersOf('shape', 3, 1, 1, 4)] },
  { opType: 'Split', attributes: [int('axis', 1)], outputs: ['y', 'z'] },
  { opType: 'Split', attributes: [int('axis', 2)], more: [integersOf('split', 1, 3)], outputs: ['y', 'z'] },
  { opType: 'Split', opset: 11, attributes: [int('axis', 2), ints('split', 1, 3)], outputs: ['y', 'z'] },
  { opType: 'Slice', more: [integersOf('from', 1), integersOf('to', 2 ** 53)], shape: [3, 2] },
  {
    opType: 'Slice',
    more: [
      integersOf('from', -1, 1),
      integersOf('to', -(2 ** 53), -1),
      integersOf('axes', 3, 2),
      integersOf('steps', -2, 1),
    ],
  },
  { opType: 'Slice', opset: 9, attributes: [ints('starts', 1, -3), ints('ends', 9, -1), ints('axes', 1, 3)] },
  { opType: 'Gather', attributes: [int('axis', 2)], more: [integersOf('index', -1, 0, 2)] },
  { opType: 'Gather', attributes: [int('axis', 1)], more: [{ ...integersOf('index', 1), dims: [] }] },
  { opType: 'Gather', shape: [4, 3], more: [integersOf('index', 3, 3, 0)] },
  { opType: 'Pad', more: [integersOf('pads', 0, 0, 1, 2, 0, 1, 0, 3), number('value', 0.5)] },
  { opType: 'Pad', opset: 10, attributes: [ints('pads', 0, 0, 1, 2, 0, 0, 0, 3), float('value', 2)] },
  { opType: 'Pad', opset: 18, more: [integersOf('pads', 1, 2), undefined, integersOf('axes', -1)] },
  { opType: 'DepthToSpace', shape: [1, 8, 2, 3], attributes: [int('blocksize', 2)] },
  { opType: 'SpaceToDepth', attributes: [int('blocksize', 2)] },
  {
    opType: 'Conv',
    more: [weight('w', 3, 2, 3, 3), weight('bias', 3)],
    attributes: [ints('pads', 1, 0, 0, 1)],
  },
  { opType: 'Conv', more: [weight('w', 2, 1, 1, 3)], attributes: [int('group', 2), ints('strides', 2, 2)] },
  {
    opType: 'ConvTranspose',
    more: [weight('w', 2, 3, 3, 3), weight('bias', 3)],
    attributes: [ints('strides', 2, 2), ints('output_padding', 1, 0), ints('pads', 1, 1, 0, 1)],
  },
  {
    opType: 'BatchNormalization',
    shape: [3, 2],
    more: [weight('s', 2), weight('bi', 2), weight('mea', 2), floatsOf('variance', [2], [0.5, 2])],
    attributes: [float('epsilon', 0.1)],
  },
  {
    opType: 'InstanceNormalization',
    more: [weight('s', 2), weight('bi', 2)],
    attributes: [float('epsilon', 0.1)],
  },
  { opType: 'MaxPool', attributes: [ints('kernel_shape', 3, 3), ints('pads', 1, 1, 1, 1)] },
  { opType: 'MaxPool', attributes: [ints('kernel_shape', 2, 2), ints('strides', 2, 2), int('ceil_mode', 1)] },
  {
    opType: 'AveragePool',
    attributes: [ints('kernel_shape', 3, 3), ints('pads', 1, 1, 1, 1), int('count_include_pad', 1)],
  },
  {
    opType: 'AveragePool',
    attributes: [ints('kernel_shape', 3, 3), ints('strides', 2, 2), ints('pads', 1, 1, 1, 1)],
  },
  {
    opType: 'Resize',
    more: [undefined, floatsOf('scales', [4], [1, 1, 2, 2])],
    attributes: [
      text('mode', 'nearest'),
      text('coordinate_transformation_mode', 'asymmetric'),
      text('nearest_mode', 'floor'),
    ],
  },
  {
    opType: 'Resize',
    more: [undefined, floatsOf('scales', [4], [1, 1, 3, 3])],
    attributes: [text('mode', 'nearest')],
  },
  {
    opType: 'Resize',
    more: [undefined, undefined, integersOf('sizes', 1, 2, 7, 3)],
    attributes: [text('mode', 'linear')],
  },
  {
    opType: 'GridSample',
    more: [weight('grid', 1, 2, 3, 2)],
    attributes: [text('padding_mode', 'border'), int('align_corners', 1)],
  },
  { opType: 'GridSample', more: [weight('grid', 1, 2, 3, 2)] },
];

async function run(model: OnnxModel, shape: readonly number[]): Promise<Values> {
  const session = await GraphSession.open(model, { threads: 1 });
  const answer = await session.run({ x: floats(randomValues(elementCount(shape), 1), shape) });
  await session.close();
  return answer;
}

function nameOf({ opType, attributes = [], more = [], opset = 16 }: OneNode): string {
  return `${opType} of set ${opset} with (${[...attributes, ...more].map((one) => one?.name ?? 'none').join(', ')})`;
}

describe('readers of operators', () => {
  for (const one of CASES) {
    it(`should compute what ONNX Runtime does of ${nameOf(one)}`, async () => {
      const model = oneNode(one);
      const { inputs, outputs, parameters } = readModel(model);
      const shape = one.shape ?? DEFAULT_SHAPE;

      const original = await run(model, shape);
      const again = await run(
        buildModel({ inputs: Object.values(inputs), outputs, weights: parameters }),
        shape,
      );

      for (const [name, { data, dims }] of Object.entries(original)) {
        expect(again[name]?.dims).toEqual(dims);
        expect(outputs[name]?.shape).toEqual(dims);
        expect(largestDifference(again[name]?.data as Float32Array, data as Float32Array)).toBeLessThan(2e-5);
      }
    });
  }

  for (const { why, ...one } of [
    { opType: 'Einsum', why: 'this operator is not known' },
    {
      opType: 'Relu',
      domain: 'com.microsoft',
      why: 'com.microsoft.Relu (node the_node) cannot be read: this operator',
    },
    {
      opType: 'Conv',
      more: [weight('w', 2, 2, 1, 1)],
      attributes: [ints('dilations', 2, 2)],
      why: 'dilations',
    },
    {
      opType: 'Conv',
      more: [weight('w', 2, 2, 1, 1)],
      attributes: [ints('strides', 2, 1)],
      why: 'strides must be',
    },
    {
      opType: 'Conv',
      more: [weight('w', 2, 2, 1, 1)],
      attributes: [text('auto_pad', 'SAME_UPPER')],
      why: 'auto_pad',
    },
    { opType: 'Conv', more: [weight('w', 2, 3, 1, 1)], why: 'Conv cannot take float32[1, 2, 4, 4] and' },
    {
      opType: 'MaxPool',
      attributes: [ints('kernel_shape', 2, 2), ints('pads', 1, 0, 0, 1)],
      why: 'padding must be',
    },
    {
      opType: 'MaxPool',
      attributes: [ints('kernel_shape', 3, 3), ints('strides', 2, 2), int('ceil_mode', 1)],
      why: 'ceil',
    },
    {
      opType: 'Pad',
      more: [integersOf('pads', 0, 0, 1, 1, 0, 0, 1, 1)],
      attributes: [text('mode', 'reflect')],
      why: 'borders',
    },
    {
      opType: 'GridSample',
      more: [weight('grid', 1, 2, 3, 2)],
      attributes: [text('mode', 'bicubic')],
      why: 'mode bicubic',
    },
    {
      opType: 'Resize',
      more: [undefined, floatsOf('s', [4], [1, 1, 2, 2])],
      attributes: [text('mode', 'cubic')],
      why: 'cubic',
    },
    { opType: 'Softmax', opset: 11, why: 'only the last axis' },
    { opType: 'Gemm', why: 'input 1 is missing' },
  ]) {
    it(`should refuse ${nameOf(one)} because of “${why}”`, () => {
      expect(() => readModel(oneNode(one))).toThrow(why);
      expect(() => readModel(oneNode(one))).toThrow(/\(node the_node\) cannot be read: /);
    });
  }
});
