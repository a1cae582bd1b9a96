import { describe, expect, it } from 'vitest';
import type { CheckpointTensor, ElementType } from './state-dictionary.js';
import { toFloat32 } from './to-float32.js';

function tensor(dtype: ElementType, elements: ArrayBufferView): CheckpointTensor {
  const bytes = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
  return { dtype, shape: [bytes.byteLength], bytes };
}

describe('toFloat32', () => {
  it('should share the memory when the tensor is float32', () => {
    const elements = Float32Array.of(1, -2.5);

    const read = toFloat32(tensor('float32', elements));

    expect([...read]).toEqual([1, -2.5]);
    expect(read.buffer).toBe(elements.buffer);
  });

  it('should read float32 when the bytes are not aligned', () => {
    const bytes = new Uint8Array(9);
    bytes.set(new Uint8Array(Float32Array.of(1, -2.5).buffer), 1);

    const read = toFloat32({ dtype: 'float32', shape: [2], bytes: bytes.subarray(1) });

    expect([...read]).toEqual([1, -2.5]);
  });

  it('should read halves, from the smallest subnormal to infinity', () => {
    const bits = Uint16Array.of(
      0x0001,
      0x03ff,
      0x0400,
      0x3c00,
      0xc000,
      0x7bff,
      0x7c00,
      0xfc00,
      0x7e00,
      0x8000,
    );

    expect([...toFloat32(tensor('float16', bits))]).toEqual([
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      1,
      -2,
      65504,
      Infinity,
      -Infinity,
      NaN,
      -0,
    ]);
  });

  it('should read bfloat16 as the upper half of a float32', () => {
    const bits = Uint16Array.of(0x3f80, 0xc020, 0x7f80, 0x0001);

    expect([...toFloat32(tensor('bfloat16', bits))]).toEqual([1, -2.5, Infinity, 2 ** -133]);
  });

  it.each<[ElementType, ArrayBufferView, number[]]>([
    ['float64', Float64Array.of(0.1, -3), [Math.fround(0.1), -3]],
    ['int64', BigInt64Array.of(-5n, 1n << 40n), [-5, 2 ** 40]],
    ['int32', Int32Array.of(-5, 70000), [-5, 70000]],
    ['int16', Int16Array.of(-5, 700), [-5, 700]],
    ['int8', Int8Array.of(-5, 7), [-5, 7]],
    ['uint8', Uint8Array.of(251, 7), [251, 7]],
    ['bool', Uint8Array.of(0, 1, 2), [0, 1, 1]],
  ])('should convert %s', (dtype, elements, expected) => {
    expect([...toFloat32(tensor(dtype, elements))]).toEqual(expected);
  });
});
