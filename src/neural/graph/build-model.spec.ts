import { describe, expect, it } from 'vitest';
import { floats, GraphSession } from '../runtime/graph-session.js';
import { randomValues } from '../testing/random-values.js';
import { buildModel } from './build-model.js';
import { constant, integers, rawConstant, scalar } from './constant.js';
import { gradients } from './gradients.js';
import { decodeModel, encodeModel } from './onnx-model.js';
import { relu, sigmoid } from './operators/activations.js';
import { add, mul } from './operators/arithmetic.js';
import { conv } from './operators/convolution.js';
import { matmul } from './operators/matmul.js';
import { reshape } from './operators/reshape.js';
import { sum } from './operators/sum.js';
import { input, parameter, type Tensor } from './tensor.js';

/** A small network with a loss, its parameters new at each call. */
function network(): { loss: Tensor; step: Tensor; image: Tensor } {
  const image = input('image', [2, 3, 4, 4]);
  const filter = parameter('filter', [2, 3, 3, 3]);
  const matrix = parameter('matrix', [32, 1]);
  const features = sigmoid(conv(image, filter, { padding: 1 }));
  const loss = sum(matmul(reshape(features, [2, 32]), matrix));
  const [step] = gradients(loss, [filter]);
  return { loss, step: step ?? loss, image };
}

function operators(outputs: Record<string, Tensor>): string[] {
  return buildModel({ outputs }).graph.node.map(({ opType }) => opType);
}

describe('buildModel', () => {
  it('should write the same bytes when the same graph is written down twice', () => {
    const [first, second] = [network(), network()].map(({ loss, step, image }) =>
      encodeModel(buildModel({ inputs: [image], outputs: { loss, step } })),
    );

    expect(first?.length).toBeGreaterThan(100);
    expect(Buffer.from(first ?? []).equals(Buffer.from(second ?? []))).toBe(true);
  });

  it('should leave out what no output needs', () => {
    const x = input('x', [2]);
    const y = relu(x);
    sigmoid(y);

    expect(operators({ y })).toEqual(['Relu', 'Identity']);
  });

  it('should write equal operations and constants once', () => {
    const x = input('x', [2]);
    const twice = add(mul(relu(x), constant([1, 2], [2])), mul(relu(x), constant([1, 2], [2])));

    const { node, initializer } = buildModel({ outputs: { twice } }).graph;

    expect(node.map(({ opType }) => opType)).toEqual(['Relu', 'Mul', 'Add', 'Identity']);
    expect(initializer).toHaveLength(1);
  });

  it('should keep constants apart when shape, type or a value differs', () => {
    const x = input('x', [1, 1]);
    const parts = [constant([1], [1]), constant([1], [1, 1]), constant([2], [1]), scalar(1)];
    const outputs = Object.fromEntries(parts.map((part, i) => [`y${i}`, mul(x, part)]));

    expect(buildModel({ outputs }).graph.initializer).toHaveLength(4);
  });

  it('should keep operations apart when an attribute differs', () => {
    const x = input('x', [1, 1, 4, 4]);
    const w = input('w', [1, 1, 2, 2]);

    expect(
      operators({ a: conv(x, w), b: conv(x, w, { stride: 2 }) }).filter((type) => type === 'Conv'),
    ).toHaveLength(2);
  });

  it('should run with any batch when the batch is symbolic', async () => {
    const x = input('x', ['batch', 3]);
    const y = relu(add(matmul(x, parameter('w', [3, 2])), parameter('b', [2])));
    const weights = new Map([
      ['w', Float32Array.of(1, 2, 3, 4, 5, 6)],
      ['b', Float32Array.of(-1, 1)],
    ]);
    const session = await GraphSession.open(buildModel({ outputs: { y }, weights }), { threads: 1 });

    for (const batch of [1, 3]) {
      const answer = await session.run({ x: floats(new Float32Array(batch * 3).fill(1), [batch, 3]) });
      expect(answer.y?.dims).toEqual([batch, 2]);
      expect(Array.from(answer.y?.data as Float32Array)).toEqual(
        Array.from({ length: batch }, () => [8, 13]).flat(),
      );
    }
    await session.close();
  });

  it('should declare inputs in the given order, also those that are not needed, and weights as initializers', () => {
    const [a, b, unused] = [input('a', [2]), input('b', [2]), input('unused', ['n', 1])] as const;
    const weights = new Map([['w', randomValues(2, 1)]]);

    const { graph } = buildModel({
      inputs: [unused, b, a],
      outputs: { y: mul(add(a, b), parameter('w', [2])) },
      weights,
    });

    expect(graph.input.map(({ name }) => name)).toEqual(['unused', 'b', 'a']);
    expect(graph.initializer.map(({ name, dims }) => [name, dims])).toEqual([['w', [2]]]);
  });

  it('should make an input of a parameter when it has no value', () => {
    expect(
      buildModel({ outputs: { y: relu(parameter('w', [2])) } }).graph.input.map(({ name }) => name),
    ).toEqual(['w']);
  });

  it('should keep names apart when inputs are called like its own', async () => {
    const [v0, c0] = [input('v0', [1]), input('c0', [1])] as const;
    const model = buildModel({ outputs: { v1: mul(add(v0, 1), add(c0, 2)) } });

    const session = await GraphSession.open(model, { threads: 1 });
    const { v1 } = await session.run({
      v0: floats(Float32Array.of(3), [1]),
      c0: floats(Float32Array.of(4), [1]),
    });
    await session.close();

    expect(v1?.data).toEqual(Float32Array.of(24));
  });

  it('should hand an input through when it is an output too', () => {
    const x = input('x', [2]);

    expect(
      buildModel({ outputs: { y: x, z: x } }).graph.node.map((node) => [node.input, node.output]),
    ).toEqual([
      [['x'], ['y']],
      [['x'], ['z']],
    ]);
  });

  it('should come back the same when it was encoded and decoded', () => {
    const { loss, step, image } = network();
    const bytes = encodeModel(buildModel({ inputs: [image], outputs: { loss, step } }));

    expect(Buffer.from(encodeModel(decodeModel(bytes))).equals(Buffer.from(bytes))).toBe(true);
  });

  it('should write a graph of 20,000 operations in a chain', () => {
    let y = input('x', [1]);
    for (let i = 0; i < 20_000; i++) y = add(y, i % 7);

    const { node, initializer } = buildModel({ outputs: { y } }).graph;

    expect(node).toHaveLength(20_001);
    expect(initializer).toHaveLength(7);
  });

  it('should say which names clash', () => {
    const [a, b] = [input('x', [2]), input('x', [1])] as const;

    expect(() => buildModel({ outputs: { y: add(a, b) } })).toThrow(
      'Two tensors are called x: float32[2] and float32[1].',
    );
    expect(() => buildModel({ outputs: { x: relu(a) } })).toThrow('An output cannot be called x');
  });

  it('should say which weight or constant does not fit', () => {
    const weights = new Map([['w', new Float32Array(3)]]);

    expect(() => buildModel({ outputs: { y: relu(parameter('w', [2])) }, weights })).toThrow(
      'The weight w has 3 values for float32[2].',
    );
    expect(() =>
      buildModel({ outputs: { y: relu(rawConstant(new Uint8Array(4), [2], 'float32')) } }),
    ).toThrow('A constant of 4 bytes is no float32[2].');
  });
});

describe('errors of operators', () => {
  /** The line of this file on which the caller stands. */
  function thisLine(): number {
    return Number(/build-model\.spec\.ts:(\d+)/.exec((new Error().stack ?? '').split('\n')[2] ?? '')?.[1]);
  }

  function messageOf(work: () => unknown): string {
    try {
      work();
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  }

  it('should name the operator, the shapes, the reason and the place', () => {
    const line = thisLine() + 1;
    const message = messageOf(() => add(input('a', [2, 3]), input('b', [4])));

    expect(message.replace(/\(at .*\/(?=[^/]*$)/, '(at ')).toBe(
      `Add cannot take float32[2, 3] and float32[4]: 3 and 4 do not broadcast (at build-model.spec.ts:${line})`,
    );
  });

  it('should name the place of the caller when a part of a composed operator fails', () => {
    const line = thisLine() + 1;
    const message = messageOf(() => constant([1, 2, 3], [2]));

    expect(message.replace(/\(at .*\/(?=[^/]*$)/, '(at ')).toBe(
      `3 values do not fill [2] (at build-model.spec.ts:${line})`,
    );
  });

  it('should name types that do not go together', () => {
    expect(messageOf(() => add(input('a', [2]), integers([1, 2])))).toMatch(
      /^Add cannot take float32\[2\] and int64\[2\]: float32 does not go with int64 \(at /,
    );
  });
});
