import type { Benchmark } from './benchmark.js';
import { DRESS_CODE, VITON_HD } from './high-resolution.js';
import { RENDERS, SYNTHETIC } from './true-unpaired.js';
import { VVT } from './video.js';
import { VITON_CYCLE, VITON_PAIRED, VITON_UNPAIRED } from './viton.js';
import { CMI, MPV } from './without-truth.js';

/** All benchmarks, in the order in which they are listed. */
export const BENCHMARKS: readonly Benchmark[] = [
  VITON_CYCLE,
  VITON_PAIRED,
  VITON_UNPAIRED,
  VITON_HD,
  DRESS_CODE,
  MPV,
  CMI,
  VVT,
  RENDERS,
  SYNTHETIC,
];

/** The benchmark of that name, undefined when there is none. */
export function findBenchmark(id: string): Benchmark | undefined {
  return BENCHMARKS.find((benchmark) => benchmark.id === id);
}
