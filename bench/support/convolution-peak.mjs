import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ATTRIBUTE_TYPES, encodeModel, floatValueInfo } from '../../dist/neural/graph/onnx-model.js';
import { measure, median } from './statistics.mjs';

/** Convolutions in a row, so that putting the first input into the kernel's layout does not count for much. */
const LAYERS = 4;

/** Channels, height, width: the shapes that reach most on common CPUs. */
const SHAPES = [
  [64, 128, 96],
  [64, 256, 192],
  [128, 64, 48],
  [256, 32, 24],
];

/**
 * The most that ONNX Runtime makes of 3×3 convolutions on this machine now, in GFLOP/s (a multiply-add counts two).
 * @param {number} threads
 * @returns {Promise<{ gflops: number, shape: string }>}
 */
export async function convolutionPeak(threads) {
  let best = { gflops: 0, shape: '' };
  for (const [channels, height, width] of SHAPES) {
    const session = await InferenceSession.create(convolutions(channels, height, width), {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
    const input = new Tensor('float32', noise(channels * height * width), [1, channels, height, width]);
    const times = await measure(() => session.run({ x0: input }), { count: 30, budgetMs: 2_000 });
    await session.release();
    const flop = 2 * LAYERS * channels * channels * 9 * height * width;
    const gflops = flop / median(times) / 1e6;
    if (gflops > best.gflops) best = { gflops, shape: `${channels}→${channels} at ${height}×${width}` };
  }
  return best;
}

/**
 * @param {number} channels
 * @param {number} height
 * @param {number} width
 * @returns {Uint8Array} an ONNX file: x0 → x1 → … , 3×3, stride 1, same size
 */
function convolutions(channels, height, width) {
  const layers = Array.from({ length: LAYERS }, (_, index) => index);
  const ints = (name, values) => ({ name, type: ATTRIBUTE_TYPES.ints, ints: values });
  const shape = [1, channels, height, width];
  return encodeModel({
    irVersion: 8,
    producerName: 'tryflow bench',
    opsetImport: [{ domain: '', version: 16 }],
    graph: {
      name: 'convolutions',
      node: layers.map((index) => ({
        name: `conv${index}`,
        opType: 'Conv',
        input: [`x${index}`, `w${index}`],
        output: [`x${index + 1}`],
        attribute: [ints('kernel_shape', [3, 3]), ints('pads', [1, 1, 1, 1])],
      })),
      initializer: layers.map((index) => ({
        name: `w${index}`,
        dims: [channels, channels, 3, 3],
        dataType: 1,
        rawData: new Uint8Array(noise(channels * channels * 9).buffer),
      })),
      input: [floatValueInfo('x0', shape)],
      output: [floatValueInfo(`x${LAYERS}`, shape)],
      valueInfo: [],
    },
  });
}

/** Values in −0.05…0.05: large enough to stay normal numbers through the layers, the same in each run. */
function noise(length) {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.5) / 10;
  });
}
