import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import {
  FLOAT32,
  GraphError,
  type OnnxNode,
  decodeModel,
  encodeModel,
  floatValueInfo,
} from './onnx-model.js';
import { splitGraph } from './split-graph.js';

const SHAPE = [1, 2];

function node(opType: string, input: string[], output: string): OnnxNode {
  return { name: output, opType, input, output: [output], attribute: [] };
}

/** doubled = a + a; squared = b · b; answer = (doubled + squared) · weight */
function model(): Uint8Array {
  return encodeModel({
    irVersion: 8,
    producerName: 'tryflow',
    opsetImport: [{ domain: '', version: 16 }],
    graph: {
      name: 'sum',
      node: [
        node('Add', ['a', 'a'], 'doubled'),
        node('Mul', ['b', 'b'], 'squared'),
        node('Add', ['doubled', 'squared'], 'sum'),
        node('Mul', ['sum', 'weight'], 'answer'),
      ],
      initializer: [
        {
          name: 'weight',
          dims: SHAPE,
          dataType: FLOAT32,
          rawData: new Uint8Array(new Float32Array([10, 100]).buffer),
        },
      ],
      input: [floatValueInfo('a', SHAPE), floatValueInfo('b', SHAPE)],
      output: [floatValueInfo('answer', SHAPE)],
      valueInfo: [],
    },
  });
}

async function run(bytes: Uint8Array, feeds: Record<string, number[]>): Promise<Record<string, number[]>> {
  const session = await InferenceSession.create(bytes);
  const tensors = Object.entries(feeds).map(([name, data]) => [name, new Tensor('float32', data, SHAPE)]);
  const results = await session.run(Object.fromEntries(tensors) as Record<string, Tensor>);
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => [name, [...(tensor.data as Float32Array)]]),
  );
}

describe('splitGraph', () => {
  it('should keep only what the outputs depend on when a branch is extracted', () => {
    const part = decodeModel(
      splitGraph(model(), { inputs: [{ name: 'b' }], outputs: [{ name: 'squared', shape: SHAPE }] }),
    );

    expect(part.graph.node.map(({ opType }) => opType)).toEqual(['Mul']);
    expect(part.graph.initializer).toEqual([]);
    expect(part.graph.input.map(({ name }) => name)).toEqual(['b']);
  });

  it('should compute the same as the whole when its parts run one after the other', async () => {
    const inner = { name: 'squared', shape: SHAPE };
    const first = splitGraph(model(), { inputs: [{ name: 'b' }], outputs: [inner] });
    const rest = splitGraph(model(), { inputs: [{ name: 'a' }, inner], outputs: [{ name: 'answer' }] });

    const { squared } = await run(first, { b: [3, 4] });
    const parts = await run(rest, { a: [1, 2], squared: squared ?? [] });

    expect(parts.answer).toEqual([(2 + 9) * 10, (4 + 16) * 100]);
    expect(parts).toEqual(await run(model(), { a: [1, 2], b: [3, 4] }));
  });

  it('should keep what the schema does not describe when a node is read and written', () => {
    const docString = [0x32, 2, 0x68, 0x69];
    const modelOfOneNode = new Uint8Array([0x3a, 6, 0x0a, 4, ...docString]);

    const written = encodeModel(decodeModel(modelOfOneNode));

    expect(Buffer.from(written).includes(Buffer.from(docString))).toBe(true);
  });

  it('should refuse when an output needs a model input that the cut leaves out', () => {
    const cut = { inputs: [{ name: 'a' }], outputs: [{ name: 'answer' }] };

    expect(() => splitGraph(model(), cut)).toThrow(/"b"/);
  });

  it('should refuse when a tensor inside the graph comes without a shape', () => {
    const cut = { inputs: [{ name: 'a' }], outputs: [{ name: 'doubled' }] };

    expect(() => splitGraph(model(), cut)).toThrow(/shape of "doubled"/);
  });

  it('should refuse when the bytes are no model', () => {
    expect(() => decodeModel(new Uint8Array([255, 255, 255]))).toThrow(GraphError);
    expect(() => decodeModel(new Uint8Array())).toThrow(GraphError);
  });
});
