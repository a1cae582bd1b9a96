import { wrongMap } from '../../../../src/neural/networks/student-maps.js';
import type { DeviceProvider } from './device-messages.js';
import type { DeviceStudent } from './device-student.js';

/** What the warm-up race found. */
export interface RaceResult {
  readonly winner: DeviceStudent;
  /** Median milliseconds of one run; undefined for a provider that does not work. */
  readonly wasmMs: number;
  readonly webgpuMs: number | undefined;
}

/** Timed runs of each provider, after one that warms it up. */
const RUNS = 3;

/**
 * Opens the student on both providers, lets each run a few times and keeps the faster one. WebGPU counts only when it
 * computes what WebAssembly computes: drivers exist that do not.
 *
 * @param open opens the student on a provider, or throws
 * @param now milliseconds
 * @throws whatever opening on WebAssembly throws
 */
export async function raceProviders(
  open: (provider: DeviceProvider) => Promise<DeviceStudent>,
  now: () => number = () => performance.now(),
): Promise<RaceResult> {
  const wasm = await open('WASM');
  const wanted = await wasm.fitPattern();
  const wasmMs = await medianMs(wasm, now);
  const gpu = await tryOpen(open);
  if (!gpu) return { winner: wasm, wasmMs, webgpuMs: undefined };
  try {
    if (wrongMap(await gpu.fitPattern(), wanted)) {
      await gpu.close();
      return { winner: wasm, wasmMs, webgpuMs: undefined };
    }
    const webgpuMs = await medianMs(gpu, now);
    const [winner, loser] = webgpuMs < wasmMs ? [gpu, wasm] : [wasm, gpu];
    await loser.close();
    return { winner, wasmMs, webgpuMs };
  } catch {
    return { winner: wasm, wasmMs, webgpuMs: undefined };
  }
}

async function tryOpen(
  open: (provider: DeviceProvider) => Promise<DeviceStudent>,
): Promise<DeviceStudent | undefined> {
  try {
    return await open('WEBGPU');
  } catch {
    return undefined;
  }
}

async function medianMs(student: DeviceStudent, now: () => number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = now();
    await student.fitPattern();
    times.push(now() - start);
  }
  return times.sort((a, b) => a - b)[RUNS >> 1]!;
}
