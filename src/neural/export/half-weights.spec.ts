import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ELEMENT_TYPES } from '../graph/element-type.js';
import { decodeModel, encodeModel, type OnnxModel } from '../graph/onnx-model.js';
import { largestDifference } from '../testing/compute.js';
import { halfWeights } from './half-weights.js';
import { float32, node, runOnRandom, smallModel } from './testing/small-model.js';

/** y = conv(x + shift, filter): both constants are large enough, only one is a weight. */
function convolved(values?: readonly number[]): OnnxModel {
  return smallModel({
    x: [1, 8, 6, 6],
    nodes: [node('Add', ['x', 'shift'], 'shifted'), node('Conv', ['shifted', 'filter'], 'y')],
    constants: [float32('shift', [1, 8, 6, 6]), float32('filter', [8, 8, 3, 3], { values })],
    outputs: { y: [1, 8, 4, 4] },
  });
}

describe('halfWeights', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'half-weights-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("should store a layer's weight in two bytes an element and leave all else when it is large", () => {
    const half = halfWeights(convolved());

    const stored = half.graph.initializer.map(({ dataType, rawData }) => [dataType, rawData.length]);
    expect(stored).toEqual([
      [ELEMENT_TYPES.float32, 4 * 288],
      [ELEMENT_TYPES.float16, 2 * 576],
    ]);
  });

  it('should compute nearly the same when weights are rounded, and exactly when they need no rounding', async () => {
    const quarters = Array.from({ length: 576 }, (_, i) => ((i % 17) - 8) / 4);

    const [rounded, exact] = [convolved(), convolved(quarters)];
    const apart = async (model: OnnxModel): Promise<number> =>
      largestDifference((await runOnRandom(halfWeights(model))).y ?? [], (await runOnRandom(model)).y ?? []);

    const difference = await apart(rounded);
    expect(difference).toBeGreaterThan(0);
    // 72 products, each off by at most 2⁻¹¹ of its weight.
    expect(difference).toBeLessThan(72 * 2 * 2 ** -11);
    expect(await apart(exact)).toBe(0);
  });

  it('should cost nothing at run time when ONNX Runtime has loaded it: the Cast is gone', async () => {
    const optimised = join(folder, 'optimised.onnx');
    const bytes = encodeModel(halfWeights(convolved()));

    const session = await InferenceSession.create(bytes, {
      optimizedModelFilePath: optimised,
      logSeverityLevel: 3,
    });
    await session.release();

    const { node: nodes, initializer } = decodeModel(await readFile(optimised)).graph;
    expect(nodes.filter(({ opType }) => opType === 'Cast')).toEqual([]);
    expect(initializer.filter(({ dataType }) => dataType === ELEMENT_TYPES.float16)).toEqual([]);
  });

  it('should leave weights as they are when they are small', () => {
    const model = convolved();

    expect(halfWeights(model, { leastElements: 577 })).toEqual(model);
  });

  it('should refuse by name when a weight is too large', () => {
    const values = Array.from({ length: 576 }, (_, i) => (i === 300 ? 70000 : 1));

    expect(() => halfWeights(convolved(values))).toThrow(/filter .*70000.*float32/);
  });
});
