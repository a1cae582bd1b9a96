import { describe, expect, it } from 'vitest';
import {
  ATTRIBUTE_TYPES,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../graph/onnx-model.js';
import { largestDifference } from '../testing/compute.js';
import { foldBatchNorm } from './fold-batch-norm.js';
import { float32, node, runOnRandom, smallModel } from './testing/small-model.js';

const int = (name: string, i: number): OnnxAttribute => ({ name, type: ATTRIBUTE_TYPES.int, i });
const float = (name: string, f: number): OnnxAttribute => ({ name, type: ATTRIBUTE_TYPES.float, f });

function norm(x: string, output: string, attributes: OnnxAttribute[] = []): OnnxNode {
  return node('BatchNormalization', [x, 'scale', 'offset', 'mean', 'variance'], output, attributes);
}

function statistics(channels: number): OnnxTensor[] {
  return [
    float32('scale', [channels]),
    float32('offset', [channels]),
    float32('mean', [channels]),
    float32('variance', [channels], { offset: 1.5 }),
  ];
}

/** x → layer → batch normalisation → y. */
function normalised(
  layer: { type: string; attributes?: OnnxAttribute[]; weight: number[]; bias?: number[] },
  { x, y, epsilon = 0.1 }: { x: number[]; y: number[]; epsilon?: number },
): OnnxModel {
  const { type, attributes = [], weight, bias } = layer;
  const inputs = bias ? ['x', 'w', 'bias'] : ['x', 'w'];
  const constants = [
    float32('w', weight),
    ...(bias ? [float32('bias', bias)] : []),
    ...statistics(y[1] ?? 1),
  ];
  const nodes = [node(type, inputs, 'before', attributes), norm('before', 'y', [float('epsilon', epsilon)])];
  return smallModel({ x, nodes, constants, outputs: { y } });
}

const opTypes = ({ graph }: OnnxModel): string[] => graph.node.map(({ opType }) => opType);

describe('foldBatchNorm', () => {
  it.each([
    ['Conv', { weight: [4, 3, 3, 3], bias: [4] }, { x: [1, 3, 5, 6], y: [1, 4, 3, 4] }],
    ['Conv', { weight: [4, 3, 3, 3] }, { x: [1, 3, 5, 6], y: [1, 4, 3, 4] }],
    ['Conv', { weight: [6, 2, 1, 1], attributes: [int('group', 2)] }, { x: [1, 4, 2, 3], y: [1, 6, 2, 3] }],
    ['ConvTranspose', { weight: [3, 4, 2, 2], bias: [4] }, { x: [1, 3, 3, 2], y: [1, 4, 4, 3] }],
    [
      'ConvTranspose',
      { weight: [4, 3, 2, 2], attributes: [int('group', 2)] },
      { x: [1, 4, 2, 2], y: [1, 6, 3, 3] },
    ],
    ['Gemm', { weight: [3, 5], bias: [5] }, { x: [2, 3], y: [2, 5] }],
    ['Gemm', { weight: [3, 5], bias: [1] }, { x: [2, 3], y: [2, 5] }],
    [
      'Gemm',
      { weight: [5, 3], bias: [5], attributes: [int('transB', 1), float('alpha', 0.5), float('beta', 2)] },
      { x: [2, 3], y: [2, 5] },
    ],
  ])(
    'should compute the same with one %s when a batch normalisation follows it (%o)',
    async (type, layer, shapes) => {
      const model = normalised({ type, ...layer }, shapes);

      const folded = foldBatchNorm(model);

      const [wanted, found] = [await runOnRandom(model), await runOnRandom(folded)];
      expect(opTypes(folded)).toEqual([type]);
      expect(largestDifference(found.y ?? [], wanted.y ?? [])).toBeLessThan(1e-5);
      expect(folded.graph.initializer).toHaveLength(2);
    },
  );

  it('should fold each layer by itself when two share their weights', async () => {
    const layer = normalised({ type: 'Conv', weight: [3, 3, 1, 1] }, { x: [1, 3, 2, 2], y: [1, 3, 2, 2] });
    const nodes = [...layer.graph.node, node('Conv', ['y', 'w'], 'z')];
    const output = smallModel({ x: [1], nodes: [], outputs: { z: [1, 3, 2, 2] } }).graph.output;
    const model = { ...layer, graph: { ...layer.graph, node: nodes, output } };

    const folded = foldBatchNorm(model);

    const [wanted, found] = [await runOnRandom(model), await runOnRandom(folded)];
    expect(opTypes(folded)).toEqual(['Conv', 'Conv']);
    expect(largestDifference(found.z ?? [], wanted.z ?? [])).toBeLessThan(1e-5);
  });

  it.each<[string, OnnxNode[], Record<string, number[]>]>([
    [
      'somebody else reads the layer',
      [norm('before', 'y'), node('Relu', ['before'], 'z')],
      { y: [1, 3, 2, 2], z: [1, 3, 2, 2] },
    ],
    ['the layer is an output itself', [norm('before', 'y')], { y: [1, 3, 2, 2], before: [1, 3, 2, 2] }],
    [
      'an activation lies between',
      [node('Relu', ['before'], 'active'), norm('active', 'y')],
      { y: [1, 3, 2, 2] },
    ],
  ])('should leave it as it is when %s', (_why, nodes, outputs) => {
    const constants = [float32('w', [3, 3, 1, 1]), ...statistics(3)];
    const model = smallModel({
      x: [1, 3, 2, 2],
      nodes: [node('Conv', ['x', 'w'], 'before'), ...nodes],
      constants,
      outputs,
    });

    const folded = foldBatchNorm(model);

    expect(folded.graph.node).toEqual(model.graph.node);
    expect(folded.graph.initializer.map(({ name }) => name)).toEqual(constants.map(({ name }) => name));
  });

  it('should leave it as it is when it normalises by the batch', () => {
    const nodes = [node('Conv', ['x', 'w'], 'before'), norm('before', 'y', [int('training_mode', 1)])];
    const constants = [float32('w', [3, 3, 1, 1]), ...statistics(3)];
    const model = smallModel({ x: [1, 3, 2, 2], nodes, constants, outputs: { y: [1, 3, 2, 2] } });

    expect(opTypes(foldBatchNorm(model))).toEqual(['Conv', 'BatchNormalization']);
  });
});
