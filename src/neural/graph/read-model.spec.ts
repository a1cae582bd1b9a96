import { describe, expect, it } from 'vitest';
import { randomValues } from '../testing/random-values.js';
import { buildModel } from './build-model.js';
import { integers } from './constant.js';
import { ELEMENT_TYPES } from './element-type.js';
import { gradients } from './gradients.js';
import { decodeModel, encodeModel, type OnnxModel, type OnnxTensor } from './onnx-model.js';
import { leakyRelu, relu6, sigmoid, softplus, tanh } from './operators/activations.js';
import { add, div, mul, neg, sub } from './operators/arithmetic.js';
import { greater, indicator, where } from './operators/compare.js';
import { concat } from './operators/concat.js';
import { conv, convTranspose } from './operators/convolution.js';
import { correlation } from './operators/correlation.js';
import { depthToSpace, spaceToDepth } from './operators/depth-to-space.js';
import { max, min } from './operators/extremes.js';
import { gatherRows } from './operators/gather-rows.js';
import { gridSample } from './operators/grid-sample.js';
import { matmul } from './operators/matmul.js';
import { maxOver } from './operators/max-over.js';
import { mean } from './operators/mean.js';
import { batchNorm, instanceNorm } from './operators/normalisation.js';
import { averagePool, maxPool } from './operators/pooling.js';
import { reshape } from './operators/reshape.js';
import { enlargeNearest, resizeBilinear, shrinkArea } from './operators/resize.js';
import { padImage, reverse, split } from './operators/slice.js';
import { softmax } from './operators/softmax.js';
import { sum } from './operators/sum.js';
import { abs, exp, floor, log, pow, sign, sqrt } from './operators/transcendental.js';
import { transpose } from './operators/transpose.js';
import { readModel } from './read-model.js';
import { elementCount } from './shape.js';
import { int, oneNode } from './testing/one-node.js';
import { rebuilt, runModel } from './testing/run-model.js';
import { input, parameter, type Tensor } from './tensor.js';

/** An image network that uses each operator which inference graphs are written with. */
function everyOperator(): OnnxModel {
  const image = input('image', ['batch', 4, 8, 6]);
  const grid = input('grid', ['batch', 3, 5, 2]);
  const weight = (name: string, ...shape: number[]): Tensor => parameter(name, shape);
  const [a = image, b = image] = split(image, 1, [2, 2]);
  const features = leakyRelu(
    conv(image, weight('filter', 4, 2, 3, 3), {
      stride: 2,
      padding: [1, 1, 0, 1],
      groups: 2,
      bias: weight('bias', 4),
    }),
    0.1,
  );
  const normal = batchNorm(features, {
    scale: weight('scale', 4),
    bias: weight('offset', 4),
    runningMean: weight('mean', 4),
    runningVariance: exp(weight('logVariance', 4)),
  });
  const larger = convTranspose(normal, weight('up', 4, 2, 3, 3), {
    stride: 2,
    padding: 1,
    outputPadding: [1, 1],
  });
  const pooled = mean(maxPool(larger, { kernel: 3, stride: 1, padding: 1 }), [2, 3]);
  const outputs = {
    sampled: gridSample(larger, grid, { padding: 'zeros', alignCorners: true }),
    bordered: gridSample(image, tanh(grid), { padding: 'border', alignCorners: false }),
    correlated: softmax(correlation(a, b), 1),
    classes: matmul(relu6(pooled), weight('matrix', 2, 3)),
    sizes: concat(
      [enlargeNearest(normal, 2), resizeBilinear(image, 16, 12), padImage(image, [4, 3, 4, 3], 0.5)]
        .map((x) => averagePool(x, { kernel: 2, stride: 2 }))
        .map((x) => mean(x, [1], true))
        .map((x) => reverse(x, 3))
        .map((x) => shrinkArea(x, 2, 3)),
    ),
    odd: resizeBilinear(image, 5, 7),
    normal: instanceNorm(depthToSpace(spaceToDepth(image, 2), 2), weight('s', 4), weight('o', 4)),
    mixed: where(greater(a, b), max(abs(a), sqrt(softplus(b))), min(neg(floor(a)), log(add(exp(b), 1)))),
    moved: reshape(transpose(sub(div(a, 3), mul(sign(b), pow(sigmoid(a), 2))), [0, 2, 3, 1]), ['batch', 96]),
    reduced: add(sum(a, [1, 2], true), maxOver(b, [3], true)),
    gathered: gatherRows(weight('table', 5, 3), integers([4, 0, 4])),
    shares: indicator(greater(image, 0.25)),
  };
  const shapes = {
    filter: [4, 2, 3, 3],
    bias: [4],
    scale: [4],
    offset: [4],
    mean: [4],
    logVariance: [4],
    up: [4, 2, 3, 3],
    matrix: [2, 3],
    s: [4],
    o: [4],
    table: [5, 3],
  };
  const weights = new Map(
    Object.entries(shapes).map(([name, shape], i) => [name, randomValues(elementCount(shape), i)]),
  );
  return buildModel({ inputs: [image, grid], outputs, weights });
}

describe('readModel', () => {
  it('should give the same bytes of outputs when a model is read and written again', async () => {
    const model = decodeModel(encodeModel(everyOperator()));
    const image = { shape: [2, 4, 8, 6], values: randomValues(384, 1) };
    const grid = { shape: [2, 3, 5, 2], values: randomValues(60, 2).map((value) => value * 1.3) };

    const original = await runModel(model, { image, grid });

    for (const weights of ['parameters', 'constants'] as const) {
      const again = await runModel(decodeModel(encodeModel(rebuilt(model, { weights }))), { image, grid });
      for (const [name, { data, dims }] of Object.entries(original)) {
        expect(again[name]?.dims, name).toEqual(dims);
        expect(
          Buffer.from((again[name]?.data as Float32Array).buffer).equals(
            Buffer.from((data as Float32Array).buffer),
          ),
          name,
        ).toBe(true);
      }
    }
  });

  it('should keep names, the unknown batch and the values of weights', () => {
    const { inputs, outputs, parameters } = readModel(everyOperator());

    expect(inputs.image?.shape).toEqual(['batch', 4, 8, 6]);
    expect(outputs.classes?.shape).toEqual(['batch', 3]);
    expect(outputs.moved?.shape).toEqual(['batch', 96]);
    expect(parameters.get('matrix')).toEqual(randomValues(6, 7));
  });

  it('should make no parameter when weights are to be constants', () => {
    expect(readModel(everyOperator(), {}, { weights: 'constants' }).parameters.size).toBe(0);
  });

  it('should be differentiable in the place of a loss', async () => {
    const x = input('x', [1, 2]);
    const model = buildModel({
      outputs: { y: matmul(input('x', ['batch', 2]), parameter('w', [2, 1])) },
      weights: new Map([['w', Float32Array.of(3, 5)]]),
    });
    const tripled = mul(x, 3);
    const { outputs, parameters } = readModel(model, { x: tripled });
    const [toX] = gradients(sum(outputs.y ?? x), [x]);

    const { gradient } = await runModel(
      buildModel({ outputs: { gradient: toX ?? x }, weights: parameters }),
      {
        x: { shape: [1, 2], values: [1, 1] },
      },
    );

    expect(gradient?.data).toEqual(Float32Array.of(9, 15));
  });

  it('should read each typed field of a constant', async () => {
    const fields: Partial<OnnxTensor>[] = [
      { dataType: ELEMENT_TYPES.float32, floatData: [1.5, -2] },
      { dataType: ELEMENT_TYPES.float16, int32Data: [0x3e00, 0xc000] },
      { dataType: ELEMENT_TYPES.float16, rawData: Uint8Array.of(0, 0x3e, 0, 0xc0) },
      { dataType: 11, doubleData: [1.5, -2] },
      { dataType: 11, rawData: new Uint8Array(Float64Array.of(1.5, -2).buffer) },
      { dataType: ELEMENT_TYPES.int64, int64Data: [1, -2] },
      { dataType: ELEMENT_TYPES.int32, int32Data: [1, -2] },
    ];
    for (const field of fields) {
      const stored = { name: 'w', dims: [2], rawData: new Uint8Array(), ...field } as OnnxTensor;
      const model = oneNode({ opType: 'Cast', attributes: [int('to', ELEMENT_TYPES.float32)] });
      const [node] = model.graph.node;
      if (node) node.input = ['w'];
      model.graph.initializer.push(stored);
      model.graph.input = [];

      const { y } = await runModel(rebuilt(decodeModel(encodeModel(model))), {});

      const isWhole = field.int64Data !== undefined || field.dataType === ELEMENT_TYPES.int32;
      expect(y?.data, JSON.stringify(field)).toEqual(Float32Array.of(isWhole ? 1 : 1.5, -2));
    }
  });

  it('should take weights stored as 16-bit floats as float32 parameters when they are only widened', () => {
    const half = {
      name: 'w',
      dims: [2],
      dataType: ELEMENT_TYPES.float16,
      rawData: Uint8Array.of(0, 0x3c, 1, 0),
    };
    const model = oneNode({ opType: 'Cast', attributes: [int('to', ELEMENT_TYPES.float32)] });
    const [node] = model.graph.node;
    if (node) node.input = ['w'];
    model.graph.initializer.push(half);

    const { parameters, outputs } = readModel(model);

    expect(parameters.get('w')).toEqual(Float32Array.of(1, 2 ** -24));
    expect(outputs.y?.source.kind).toBe('parameter');
  });

  it('should refuse weights in another file, of a foreign type or of too few bytes', () => {
    const broken = (change: Partial<OnnxTensor>) => (): unknown =>
      readModel(
        oneNode({
          opType: 'Add',
          more: [{ name: 'w', dims: [2], dataType: 1, rawData: new Uint8Array(8), ...change }],
        }),
      );

    expect(broken({ dataLocation: 1 })).toThrow(
      /The values of w are in another file; save the model as one file/,
    );
    expect(broken({ dataType: 14 })).toThrow(/element type 14 of ONNX is not supported/);
    expect(broken({ rawData: new Uint8Array(4) })).toThrow(/holds 4 bytes for w, float32\[2\]/);
  });

  it('should refuse inputs that the model does not have or that do not fit', () => {
    const model = everyOperator();

    expect(() => readModel(model, { picture: input('p', [1]) })).toThrow(
      'The model has no input picture; it has image, grid.',
    );
    expect(() => readModel(model, { image: input('image', [1, 3, 8, 6]) })).toThrow(
      "The model's input image is float32[batch, 4, 8, 6] and cannot be float32[1, 3, 8, 6].",
    );
  });
});
