import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../checkpoints/read-safetensors.js';
import { toFloat32 } from '../checkpoints/to-float32.js';
import { constant, integers } from '../graph/constant.js';
import { gradients } from '../graph/gradients.js';
import * as activations from '../graph/operators/activations.js';
import { add, div, mul, neg, sub } from '../graph/operators/arithmetic.js';
import { cast, equal, greater, indicator, less, where } from '../graph/operators/compare.js';
import { concat } from '../graph/operators/concat.js';
import { conv, convTranspose } from '../graph/operators/convolution.js';
import { correlation } from '../graph/operators/correlation.js';
import { depthToSpace, spaceToDepth } from '../graph/operators/depth-to-space.js';
import { max, min } from '../graph/operators/extremes.js';
import { gatherRows, scatterRows } from '../graph/operators/gather-rows.js';
import { gridSample } from '../graph/operators/grid-sample.js';
import { matmul } from '../graph/operators/matmul.js';
import { maxOver, minOver } from '../graph/operators/max-over.js';
import { mean } from '../graph/operators/mean.js';
import { batchNorm, batchNormTraining, instanceNorm } from '../graph/operators/normalisation.js';
import { averagePool, maxPool } from '../graph/operators/pooling.js';
import { reshape } from '../graph/operators/reshape.js';
import { enlargeNearest, resizeBilinear, shrinkArea } from '../graph/operators/resize.js';
import { pad, slice } from '../graph/operators/slice.js';
import { softmax } from '../graph/operators/softmax.js';
import { stopGradient } from '../graph/operators/stop-gradient.js';
import { expand, sum } from '../graph/operators/sum.js';
import { abs, exp, floor, log, pow, sign, sqrt } from '../graph/operators/transcendental.js';
import { transpose } from '../graph/operators/transpose.js';
import { elementCount } from '../graph/shape.js';
import { input, parameter, type Tensor } from '../graph/tensor.js';
import { computeAll, largestDifference, type TestInput, valuesOf } from '../testing/compute.js';
import { randomValues } from '../testing/random-values.js';
import { exportLossGraph } from './loss-graph.js';
import { evaluate, torchPython, torchTitle, writeEvaluation } from './testing/torch-runner.js';

interface Case {
  readonly name: string;
  readonly f: (...x: Tensor[]) => Tensor;
  readonly inputs: readonly TestInput[];
  /** Whether a gradient flows to the inputs. */
  readonly isSmooth: boolean;
}

const IMAGE = { shape: [2, 4, 6, 8] };
const FILTER = { shape: [6, 4, 3, 3] };
const PIXELS = 2 * 5 * 7 * 2;
/** Positions within the image and beyond its edge. */
const GRID = { shape: [2, 5, 7, 2], values: randomValues(PIXELS, 3).map((x) => x * 1.4) };
const POSITIVE = { shape: [3, 5], values: randomValues(15, 4).map((x) => x + 1.5) };
const VECTOR = { shape: [4] };
const VARIANCE = { shape: [4], values: [0.5, 1, 1.5, 2] };
const PLACES = [4, 0, 2, 2, 1, 4, 4];

const CASES: readonly Case[] = [
  ...unary({ relu: activations.relu, sigmoid: activations.sigmoid, tanh: activations.tanh, neg, abs }),
  ...unary({ softplus: activations.softplus, exp, 'leaky relu': (x) => activations.leakyRelu(x, 0.1) }),
  ...unary({
    clip: (x) => activations.clip(x, -0.5, 0.25),
    softmax,
    transpose: (x) => transpose(x, [2, 0, 1]),
  }),
  ...unary({ 'softmax over rows': (x) => softmax(x, 1), reshape: (x) => reshape(x, [4, 15]) }),
  ...unary({ 'cast to float16 and back': (x) => cast(cast(x, 'float16'), 'float32') }),
  ...unary({
    pad: (x) =>
      pad(
        x,
        [
          [1, 0],
          [0, 2],
          [3, 1],
        ],
        0.5,
      ),
    expand: (x) => expand(reshape(x, [3, 1, 4, 5]), [3, 2, 4, 5]),
  }),
  ...unary({ slice: (x) => slice(x, { axis: 1, from: 1, to: 3 }, { axis: 2, from: 0, to: 5, step: 2 }) }),
  ...unary({ 'slice backwards': (x) => slice(x, { axis: 2, from: 4, to: -1, step: -2 }) }),
  ...unary({ sum: (x) => sum(x, [0, 2]), 'sum of all': (x) => sum(x), mean: (x) => mean(x, [1], true) }),
  ...unary({
    'largest over axes': (x) => maxOver(x, [0, 2]),
    'smallest over an axis': (x) => minOver(x, [1]),
  }),
  ...unary({ 'stop gradient': (x) => mul(x, stopGradient(add(x, stopGradient(mul(x, x))))) }),
  smooth('square root', sqrt, POSITIVE),
  smooth('logarithm', log, POSITIVE),
  smooth('power', (x) => pow(x, 0.45), POSITIVE),
  smooth('power of a tensor', (x, y) => pow(x, y), POSITIVE, { shape: [1, 5] }),
  ...binary({ add, sub, mul, max, min, concat: (a, b) => concat([a, expand(b, [3, 4, 5])], 2) }),
  smooth('div', div, { shape: [2, 3, 5] }, POSITIVE),
  smooth('where', (a, b) => where(greater(a, 0.1), b, a), { shape: [3, 4] }, { shape: [1, 4] }),
  flat('greater', (a, b) => indicator(greater(a, b)), { shape: [3, 4] }, { shape: [4] }),
  flat('less', (a, b) => indicator(less(a, b)), { shape: [3, 4] }, { shape: [4] }),
  flat('equal', (a) => indicator(equal(a, floor(a))), { shape: [4], values: [-1, 0.5, 2, 2.5] }),
  flat('sign', sign, { shape: [5], values: [-2, 0, 3, -0.1, 0.1] }),
  flat('floor', floor, { shape: [6], values: [-1.5, -1, -0.2, 0, 0.7, 2] }),
  flat('cast to whole numbers', (x) => cast(cast(x, 'int64'), 'float32'), {
    shape: [4],
    values: [0, 1, 7, 300],
  }),
  smooth('convolution', (x, w, bias) => conv(x, w, { padding: 1, bias }), IMAGE, FILTER, { shape: [6] }),
  smooth('convolution in steps', (x, w) => conv(x, w, { padding: [0, 2, 1, 1], stride: 2 }), IMAGE, FILTER),
  smooth('convolution in groups', (x, w) => conv(x, w, { groups: 2 }), IMAGE, { shape: [6, 2, 3, 3] }),
  smooth(
    'transposed convolution',
    (x, w, bias) => convTranspose(x, w, { stride: 2, padding: 1, bias }),
    IMAGE,
    { shape: [4, 3, 4, 4] },
    { shape: [3] },
  ),
  smooth(
    'transposed convolution with more rows',
    (x, w) => convTranspose(x, w, { stride: 3, padding: [0, 1, 2, 0], groups: 2, outputPadding: [2, 1] }),
    IMAGE,
    { shape: [4, 3, 3, 3] },
  ),
  smooth('correlation', (a, b) => correlation(a, b), IMAGE, IMAGE),
  smooth('depth to space', (x) => depthToSpace(x, 2), IMAGE),
  smooth('space to depth', (x) => spaceToDepth(x, 2), IMAGE),
  smooth('gather', (x) => gatherRows(x, integers(PLACES)), { shape: [5, 3] }),
  smooth('scatter', (x) => scatterRows(x, integers(PLACES), 6), { shape: [7, 3] }),
  ...(['border', 'zeros'] as const).flatMap((padding) =>
    [true, false].map((alignCorners) =>
      smooth(
        `grid sample, ${padding}, corners ${alignCorners ? 'aligned' : 'not aligned'}`,
        (x, grid) => gridSample(x, grid, { padding, alignCorners }),
        IMAGE,
        GRID,
      ),
    ),
  ),
  smooth('matrix product', matmul, { shape: [2, 3, 4, 5] }, { shape: [3, 5, 6] }),
  smooth(
    'batch norm',
    (x, scale, bias) => batchNorm(x, { scale, bias, ...running() }),
    IMAGE,
    VECTOR,
    VECTOR,
  ),
  smooth(
    'batch norm in training',
    (x, scale, bias) => batchNormTraining(x, { scale, bias, ...running() }).output,
    IMAGE,
    VECTOR,
    VECTOR,
  ),
  smooth('instance norm', (x, scale, bias) => instanceNorm(x, scale, bias), IMAGE, VECTOR, VECTOR),
  smooth('max pool', (x) => maxPool(x, { kernel: 3, stride: 2, padding: 1 }), IMAGE),
  smooth('average pool', (x) => averagePool(x, { kernel: 3, stride: 2, padding: 1 }), IMAGE),
  smooth('enlarge nearest', (x) => enlargeNearest(x, 2), IMAGE),
  smooth('enlarge bilinear', (x) => resizeBilinear(x, 18, 16), IMAGE),
  smooth('resize bilinear', (x) => resizeBilinear(x, 4, 12), IMAGE),
  smooth('shrink', (x) => shrinkArea(x, 4, 5), IMAGE),
];

function smooth(name: string, f: Case['f'], ...inputs: TestInput[]): Case {
  return { name, f, inputs, isSmooth: true };
}

function flat(name: string, f: Case['f'], ...inputs: TestInput[]): Case {
  return { name, f, inputs, isSmooth: false };
}

function unary(operators: Record<string, (x: Tensor) => Tensor>): Case[] {
  return Object.entries(operators).map(([name, f]) => smooth(name, (x) => f(x), { shape: [3, 4, 5] }));
}

function binary(operators: Record<string, (a: Tensor, b: Tensor) => Tensor>): Case[] {
  return Object.entries(operators).map(([name, f]) =>
    smooth(name, f, { shape: [3, 4, 5] }, { shape: [4, 1] }),
  );
}

function running(): { runningMean: Tensor; runningVariance: Tensor } {
  return { runningMean: constant(randomValues(4, 8), [4]), runningVariance: constant(VARIANCE.values, [4]) };
}

/** A scalar that every element of the output moves differently. */
function lossOf(output: Tensor): Tensor {
  return sum(mul(output, constant(randomValues(elementCount(output.shape), 99), output.shape)));
}

function definitionOf({ f, inputs, isSmooth }: Case) {
  const tensors = inputs.map(({ shape }, i) =>
    isSmooth ? parameter(`x${i}`, shape) : input(`x${i}`, shape),
  );
  const output = f(...tensors);
  const weights = new Map(tensors.map((tensor, i) => [`x${i}`, tensor]));
  return { loss: lossOf(output), metrics: { output }, groups: isSmooth ? [{ name: 'all', weights }] : [] };
}

function expectClose(found: Float32Array | undefined, expected: readonly number[], what: string): void {
  const size = Math.max(1, ...expected.map(Math.abs));
  expect(largestDifference(found ?? [], expected) / size, what).toBeLessThan(2e-5);
}

describe.skipIf(!torchPython)(`${torchTitle}: operators`, { timeout: 180_000 }, () => {
  let folder = '';
  let answers: string[] = [];
  const folderOf = (i: number): string => join(folder, String(i));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-torch-'));
    for (const [i, one] of CASES.entries()) {
      await mkdir(folderOf(i));
      const values = one.inputs.map((each, at) => [`x${at}`, each, valuesOf(each, at)] as const);
      await writeEvaluation(folderOf(i), {
        definition: definitionOf(one),
        weights: new Map(values.map(([name, , data]) => [name, data])),
        ...(!one.isSmooth && {
          batch: Object.fromEntries(values.map(([name, { shape }, data]) => [name, { data, shape }])),
        }),
      });
    }
    answers = await evaluate(CASES.map((_, i) => folderOf(i)));
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(CASES.map((one, i) => [one.name, one, i] as const))(
    'should give value and gradient of %s as ONNX Runtime does',
    async (_name, { f, inputs, isSmooth }, i) => {
      const expected = await computeAll((...x) => {
        const output = f(...x);
        const slopes = isSmooth ? gradients(lossOf(output), x) : [];
        return { output, ...Object.fromEntries(slopes.map((tensor, at) => [`gradient.x${at}`, tensor])) };
      }, inputs);

      expect(answers[i]).toBe('ok');
      const { tensors } = await readSafetensors(join(folderOf(i), 'result.safetensors'));
      for (const [name, { values }] of Object.entries(expected)) {
        const found = tensors.get(name);
        expectClose(found && toFloat32(found), values, name);
      }
    },
  );

  it('should know every operator that the graph builder writes, each tried above', async () => {
    const source = new URL('../graph/operators/', import.meta.url);
    const files = (await readdir(source)).filter((name) => !name.endsWith('.spec.ts'));
    const texts = await Promise.all(files.map((name) => readFile(new URL(name, source), 'utf8')));
    const literal = /(?:\btype: |(?:unaryOperator|binaryOperator|comparison)\(\s*)'([A-Z]\w+)'/g;
    const written = texts.flatMap((text) => [...text.matchAll(literal)].map(([, name]) => name));
    const tried = CASES.flatMap((one) =>
      exportLossGraph(definitionOf(one)).model.graph.node.map(({ opType }) => opType),
    );

    const known = await evaluate([], '--operators');

    expect(written.length).toBeGreaterThan(40);
    expect([...new Set(known)].sort()).toEqual([...new Set(written)].sort());
    expect([...new Set(tried)].sort()).toEqual([...new Set(written)].sort());
  });
});
