import { add, mul, sub } from '../graph/operators/arithmetic.js';
import { indicator, less } from '../graph/operators/compare.js';
import { mean } from '../graph/operators/mean.js';
import { stopGradient } from '../graph/operators/stop-gradient.js';
import { sum } from '../graph/operators/sum.js';
import { abs, sqrt } from '../graph/operators/transcendental.js';
import type { Tensor } from '../graph/tensor.js';
import type { LossWeights } from './loss-weights.js';
import type { TryOnTensors } from './network-family.js';
import type { WornGarment } from './warp-objective.js';

/** Levels whose flows are distilled: from this n on. */
const FIRST_DISTILLED_FLOW = 3;

/**
 * Distillation of the tutor's features and flows (PF-AFN, eq. 7–9), by default for samples alone where the tutor's warp
 * of the true garment is closer to the photo than the student's.
 *
 * @param isAllowed [B, 1, 1, 1]: 0 for samples without a tutor
 */
export function distillationObjective(
  student: TryOnTensors,
  tutor: TryOnTensors,
  worn: WornGarment,
  weights: LossWeights,
  isAllowed: Tensor,
): Tensor {
  const wornPicture = mul(worn.photo, worn.mask);
  const error = ({ warpedGarment }: TryOnTensors): Tensor =>
    mean(abs(sub(warpedGarment, wornPicture)), [1, 2, 3], true);
  const isBetter = indicator(less(error(tutor), error(student)));
  const share = stopGradient(weights.distillation === 'adjustable' ? mul(isBetter, isAllowed) : isAllowed);
  const depth = student.levels.length;
  const terms: Tensor[] = [];
  student.conditionFeatures.forEach((features, i) => {
    const difference = sub(features, stopGradient(tutor.conditionFeatures[i] ?? features));
    const squared = mean(mul(difference, difference), [1, 2, 3], true);
    terms.push(mul(mean(mul(squared, share)), weights.distilledFeatures * (depth - i)));
  });
  student.levels.forEach(({ flow }, i) => {
    const n = i + 1;
    if (n < FIRST_DISTILLED_FLOW) return;
    const difference = sub(flow, stopGradient(tutor.levels[i]?.flow ?? flow));
    const length = sqrt(add(sum(mul(difference, difference), [1], true), 1e-8));
    terms.push(mul(mean(mul(mean(length, [1, 2, 3], true), share)), weights.distilledFlow * n));
  });
  return terms.reduce(add);
}
