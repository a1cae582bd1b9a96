import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { FLOAT32, decodeModel, encodeModel, floatValueInfo } from '../../neural/graph/onnx-model.js';
import { padChannels } from './pad-channels.js';

const SIZE = 6;

/** A 1×1 convolution with bias to two channels. */
function convolution(channels: number): Uint8Array {
  const tensor = (name: string, dims: number[]) => ({
    name,
    dims,
    dataType: FLOAT32,
    rawData: new Uint8Array(
      Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i + 1)).buffer,
    ),
  });
  return encodeModel({
    irVersion: 8,
    producerName: 'tryflow',
    opsetImport: [{ domain: '', version: 16 }],
    graph: {
      name: 'convolution',
      node: [{ name: 'conv', opType: 'Conv', input: ['x', 'weight', 'bias'], output: ['y'], attribute: [] }],
      initializer: [tensor('weight', [2, channels, 1, 1]), tensor('bias', [2])],
      input: [floatValueInfo('x', [1, channels, SIZE, SIZE])],
      output: [floatValueInfo('y', [1, 2, SIZE, SIZE])],
      valueInfo: [],
    },
  });
}

async function run(graph: Uint8Array, channels: number): Promise<Float32Array> {
  const session = await InferenceSession.create(graph);
  const data = Float32Array.from({ length: channels * SIZE * SIZE }, (_, i) => Math.cos(i));
  const { y } = await session.run({ x: new Tensor('float32', data, [1, channels, SIZE, SIZE]) });
  return y!.data as Float32Array;
}

describe('padChannels', () => {
  it.each([5, 7, 27])('should compute the same when %i channels are padded', async (channels) => {
    const padded = padChannels(convolution(channels));
    const [before, after] = [await run(convolution(channels), channels), await run(padded, channels)];

    expect(decodeModel(padded).graph.node.map(({ opType }) => opType)).toEqual(['Pad', 'Pad', 'Conv']);
    for (const [i, value] of before.entries()) expect(after[i]).toBeCloseTo(value, 5);
  });

  it.each([3, 4, 28])('should leave the convolution alone when it has %i channels', (channels) => {
    expect(decodeModel(padChannels(convolution(channels))).graph).toEqual(
      decodeModel(convolution(channels)).graph,
    );
  });
});
