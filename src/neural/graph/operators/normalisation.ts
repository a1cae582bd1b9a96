import { expectRank, knownSize, sameShape, ShapeError } from '../shape.js';
import { apply, Float, type Operator, Tensor } from '../tensor.js';
import { add, div, mul, sub } from './arithmetic.js';
import { mean } from './mean.js';
import { reshape } from './reshape.js';
import { sum } from './sum.js';
import { sqrt } from './transcendental.js';

/** Weights of a batch normalisation, each [C]. */
export interface BatchNormParameters {
  readonly scale: Tensor;
  readonly bias: Tensor;
  readonly runningMean: Tensor;
  readonly runningVariance: Tensor;
}

const EPSILON = 1e-5;

type BatchNormInputs = readonly [x: Tensor, scale: Tensor, bias: Tensor, mean: Tensor, variance: Tensor];

const BATCH_NORM: Operator<BatchNormInputs> = {
  type: 'BatchNormalization',
  infer: ([x, ...weights]) => {
    expectRank(x.shape, 4, 'the image');
    if (weights.some(({ shape }) => !sameShape(shape, x.shape.slice(1, 2)))) {
      throw new ShapeError(`each weight must be [${x.shape[1]}]`);
    }
    return x;
  },
  gradient: (gradient, { inputs: [x, scale, , runningMean, variance], attributes: { epsilon } }) => {
    const inverse = div(1, sqrt(add(variance, (epsilon as Float).value)));
    const centred = mul(sub(x, perChannel(runningMean)), perChannel(inverse));
    return [
      mul(gradient, perChannel(mul(scale, inverse))),
      sum(mul(gradient, centred), [0, 2, 3]),
      sum(gradient, [0, 2, 3]),
      undefined,
      undefined,
    ];
  },
};

/**
 * Normalises an image's channels by running statistics, as trained networks do (Ioffe and Szegedy 2015, alg. 2). No
 * gradient flows into the statistics.
 *
 * @param epsilon added to the variance
 */
export function batchNorm(x: Tensor, parameters: BatchNormParameters, epsilon = EPSILON): Tensor {
  const { scale, bias, runningMean, runningVariance } = parameters;
  return apply(BATCH_NORM, [x, scale, bias, runningMean, runningVariance], { epsilon: new Float(epsilon) });
}

/** Share of a batch in the running statistics. */
const MOMENTUM = 0.1;

/** Normalises an image's channels by the batch's own statistics (alg. 1), and says what the running ones become. */
export function batchNormTraining(
  x: Tensor,
  { scale, bias, runningMean, runningVariance }: BatchNormParameters,
): { output: Tensor; runningMean: Tensor; runningVariance: Tensor } {
  const axes = [0, 2, 3];
  const count = axes.reduce((product, axis) => product * knownSize(x.shape[axis]), 1);
  const { normalised, mean: average, variance } = standardise(x, axes, EPSILON);
  const move = (running: Tensor, now: Tensor): Tensor =>
    add(mul(running, 1 - MOMENTUM), mul(reshape(now, running.shape), MOMENTUM));
  return {
    output: add(mul(normalised, perChannel(scale)), perChannel(bias)),
    runningMean: move(runningMean, average),
    // The running variance is the unbiased one, as PyTorch keeps it.
    runningVariance: move(runningVariance, mul(variance, count / Math.max(1, count - 1))),
  };
}

/** Normalises each channel of each image by itself (Ulyanov, Vedaldi, Lempitsky 2016). */
export function instanceNorm(x: Tensor, scale: Tensor, bias: Tensor, epsilon = EPSILON): Tensor {
  return add(mul(standardise(x, [2, 3], epsilon).normalised, perChannel(scale)), perChannel(bias));
}

function standardise(
  x: Tensor,
  axes: readonly number[],
  epsilon: number,
): { normalised: Tensor; mean: Tensor; variance: Tensor } {
  const average = mean(x, axes, true);
  const centred = sub(x, average);
  const variance = mean(mul(centred, centred), axes, true);
  return { normalised: div(centred, sqrt(add(variance, epsilon))), mean: average, variance };
}

/** [C] beside images: [1, C, 1, 1]. */
export function perChannel(x: Tensor): Tensor {
  return reshape(x, [1, knownSize(x.shape[0]), 1, 1]);
}
