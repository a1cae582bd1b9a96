import { buildModel } from '../graph/build-model.js';
import { gradients } from '../graph/gradients.js';
import { sum } from '../graph/operators/sum.js';
import { elementCount } from '../graph/shape.js';
import { input, type Tensor } from '../graph/tensor.js';
import { floats, GraphSession } from '../runtime/graph-session.js';
import { randomValues } from './random-values.js';

/** An input of a graph under test. */
export interface TestInput {
  readonly shape: readonly number[];
  /** Row-major; default: random in −1…1, no two alike. */
  readonly values?: Float32Array | readonly number[];
}

/** What a graph made. */
export interface Computed {
  readonly shape: readonly number[];
  /** Booleans are 0 and 1. */
  readonly values: number[];
}

/** The values that an input is fed with: its own, or random ones that depend on its place. */
export function valuesOf({ shape, values }: TestInput, place: number): Float32Array {
  return values ? Float32Array.from(values) : randomValues(elementCount(shape), place + 1);
}

/** Runs f(inputs) once. */
export async function compute(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly TestInput[],
): Promise<Computed> {
  const { output } = await computeAll((...tensors) => ({ output: f(...tensors) }), inputs);
  if (!output) throw new Error('The graph made no output.');
  return output;
}

/** The gradient of Σ f(inputs) for each input. */
export async function gradientsOf(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly TestInput[],
): Promise<number[][]> {
  const made = await computeAll((...tensors) => {
    const each = gradients(sum(f(...tensors)), tensors);
    return Object.fromEntries(each.map((tensor, i) => [`gradient${i}`, tensor]));
  }, inputs);
  return inputs.map((_, i) => made[`gradient${i}`]?.values ?? []);
}

/** Runs a graph with several outputs once. */
export async function computeAll(
  f: (...inputs: Tensor[]) => Record<string, Tensor>,
  inputs: readonly TestInput[],
): Promise<Record<string, Computed>> {
  const tensors = inputs.map(({ shape }, i) => input(`x${i}`, shape));
  const session = await GraphSession.open(buildModel({ inputs: tensors, outputs: f(...tensors) }), {
    threads: 1,
  });
  const fed = inputs.map((one, i) => [`x${i}`, floats(valuesOf(one, i), one.shape)] as const);
  const answer = await session.run(Object.fromEntries(fed));
  await session.close();
  return Object.fromEntries(
    Object.entries(answer).map(([name, { data, dims }]) => [
      name,
      { shape: dims, values: Array.from(data as Iterable<number | bigint | boolean>, Number) },
    ]),
  );
}

/** The largest difference between two lists; infinite when one is longer. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
