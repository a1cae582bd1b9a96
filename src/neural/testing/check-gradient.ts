import { buildModel } from '../graph/build-model.js';
import { constant } from '../graph/constant.js';
import { gradients } from '../graph/gradients.js';
import { mul } from '../graph/operators/arithmetic.js';
import { sum } from '../graph/operators/sum.js';
import { elementCount } from '../graph/shape.js';
import { input, type Tensor } from '../graph/tensor.js';
import { floats, GraphSession } from '../runtime/graph-session.js';
import { type TestInput, valuesOf } from './compute.js';
import { randomValues } from './random-values.js';

/** Step of the central difference; kinks of the operator must be further away. */
export const DIFFERENCE_STEP = 1e-2;

/** Elements of each input that are moved; all when there are fewer. */
const MOST_MOVED = 16;

/**
 * Compares the gradient of Σ r·f(inputs), r random and fixed, with central differences (f(x + h) − f(x − h)) ÷ 2h of the
 * float32 operator.
 *
 * @param tolerance largest difference, as a share of the largest gradient (at least 1)
 * @throws Error that names the first element whose gradient differs
 */
export async function expectGradient(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly TestInput[],
  tolerance = 5e-3,
): Promise<void> {
  const values = inputs.map(valuesOf);
  const session = await openWithGradients(f, inputs);
  const run = async (): Promise<Record<string, Float32Array>> => {
    const fed = values.map((data, i) => [`x${i}`, floats(data, inputs[i]?.shape ?? [])] as const);
    const answer = await session.run(Object.fromEntries(fed));
    return Object.fromEntries(Object.entries(answer).map(([name, { data }]) => [name, data as Float32Array]));
  };
  const analytic = await run();
  for (const [i, data] of values.entries()) {
    const gradient = analytic[`gradient${i}`] ?? new Float32Array();
    const scale = Math.max(1, ...gradient.map(Math.abs));
    const stride = Math.max(1, Math.floor(data.length / MOST_MOVED));
    for (let at = 0; at < data.length; at += stride) {
      const before = data[at] ?? 0;
      data[at] = before + DIFFERENCE_STEP;
      const above = (await run()).loss?.[0] ?? NaN;
      data[at] = before - DIFFERENCE_STEP;
      const below = (await run()).loss?.[0] ?? NaN;
      data[at] = before;
      const numeric = (above - below) / (2 * DIFFERENCE_STEP);
      const error = Math.abs(numeric - (gradient[at] ?? NaN)) / scale;
      if (!(error < tolerance)) {
        throw new Error(`input ${i}, element ${at}: ${gradient[at]} but ${numeric} by differences`);
      }
    }
  }
  await session.close();
}

function openWithGradients(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly TestInput[],
): Promise<GraphSession> {
  const tensors = inputs.map(({ shape }, i) => input(`x${i}`, shape));
  const output = f(...tensors);
  const shape = output.shape as readonly number[];
  const weight = randomValues(elementCount(shape), 99);
  const loss = sum(mul(output, constant(weight, shape)));
  const named = gradients(loss, tensors).map((tensor, i) => [`gradient${i}`, tensor] as const);
  const outputs = { loss, ...Object.fromEntries(named) };
  return GraphSession.open(buildModel({ inputs: tensors, outputs }), { threads: 1 });
}
