import type { Env, InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-web/wasm';
import gpuBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import cpuBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { DeviceError } from './device-error.js';
import type { DeviceProvider } from './device-messages.js';
import type { FileStore, StoredFile } from './file-store.js';

/** A float32 tensor at the border of a graph. */
export interface PlainTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A graph that can be run. Inputs that it does not have are left out. */
export interface Runner {
  run(feeds: Readonly<Record<string, PlainTensor>>): Promise<Record<string, PlainTensor>>;
  close(): Promise<void>;
}

/** ONNX Runtime in the browser. */
export interface Runtime {
  readonly threads: number;
  /**
   * @param graph an ONNX file
   * @throws DeviceError NOT_ABLE, for example when the page's policy forbids WebAssembly
   */
  open(graph: Uint8Array, provider: DeviceProvider): Promise<Runner>;
}

/** Which build of the runtime: the larger one can use WebGPU too. */
export type RuntimeBuild = 'CPU' | 'GPU';

/** More threads than this were not worth their start for networks of this size. */
const MAX_THREADS = 4;

/** Bytes of the two builds as they are unpacked, for the progress of their download; of the pinned version. */
export const RUNTIME_BYTES: Readonly<Record<RuntimeBuild, number>> = { CPU: 14_239_897, GPU: 26_781_914 };

/** The WebAssembly file of a build, as it is kept on the device. */
export function runtimeFile(build: RuntimeBuild): StoredFile {
  const url = new URL(build === 'CPU' ? cpuBinaryUrl : gpuBinaryUrl, import.meta.url);
  // Vite writes a hash of the content into the name.
  return { url: url.href, name: `runtime${url.pathname}` };
}

/**
 * Starts the runtime. It uses SIMD, and threads where the page is cross-origin isolated.
 *
 * @throws DeviceError when the file cannot be downloaded
 */
export async function startRuntime(
  build: RuntimeBuild,
  files: FileStore,
  onBytes: (bytes: number) => void,
): Promise<Runtime> {
  const [binary, { env, InferenceSession: Session, Tensor: TensorClass }] = await Promise.all([
    files.get(runtimeFile(build), onBytes),
    build === 'CPU' ? import('onnxruntime-web/wasm') : import('onnxruntime-web/webgpu'),
  ]);
  const threads = threadsOf(env, binary);
  const providers = { WASM: 'wasm', WEBGPU: 'webgpu' } as const;
  return {
    threads,
    async open(graph, provider) {
      const executionProviders = [providers[provider]];
      const options = { executionProviders, graphOptimizationLevel: 'all' } as const;
      const session = await Session.create(graph, options).catch((cause: unknown) => {
        throw new DeviceError('NOT_ABLE', `The network cannot be run by ${provider}.`, { cause });
      });
      return runnerOf(session, TensorClass);
    },
  };
}

function threadsOf(env: Env, binary: Uint8Array<ArrayBuffer>): number {
  const threads = globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, MAX_THREADS) : 1;
  env.logLevel = 'error';
  env.wasm.numThreads = threads;
  env.wasm.wasmBinary = binary.buffer;
  return threads;
}

function runnerOf(session: InferenceSession, TensorClass: TensorConstructor): Runner {
  return {
    async run(feeds) {
      const inputs: Record<string, Tensor> = {};
      for (const name of session.inputNames) {
        const feed = feeds[name];
        if (feed) inputs[name] = new TensorClass('float32', feed.data, feed.dims);
      }
      const results = await session.run(inputs);
      return Object.fromEntries(
        Object.entries(results).map(([name, { data, dims }]) => [name, { data: data as Float32Array, dims }]),
      );
    },
    close: () => session.release(),
  };
}
