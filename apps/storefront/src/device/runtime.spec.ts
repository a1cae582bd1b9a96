import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';

vi.mock('onnxruntime-web/ort-wasm-simd-threaded.wasm?url', () => ({ default: '/assets/cpu.wasm' }));
vi.mock('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url', () => ({ default: '/assets/gpu.wasm' }));

const { RUNTIME_BYTES } = await import('./runtime.js');
const { resolve } = createRequire(import.meta.url);

describe('RUNTIME_BYTES', () => {
  it.each([
    ['CPU', 'onnxruntime-web/ort-wasm-simd-threaded.wasm'],
    ['GPU', 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm'],
  ] as const)('should be the size of the %s build of the pinned version', async (build, file) => {
    expect(RUNTIME_BYTES[build]).toBe((await stat(resolve(file))).size);
  });
});
