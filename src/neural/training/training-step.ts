import { buildModel } from '../graph/build-model.js';
import { gradients } from '../graph/gradients.js';
import type { OnnxModel } from '../graph/onnx-model.js';
import { add, mul } from '../graph/operators/arithmetic.js';
import { concat } from '../graph/operators/concat.js';
import { reshape } from '../graph/operators/reshape.js';
import { split } from '../graph/operators/slice.js';
import { elementCount } from '../graph/shape.js';
import { substitute } from '../graph/substitute.js';
import { input, type Tensor } from '../graph/tensor.js';
import { adam, type AdamOptions, clipGlobalNorm } from './optimiser.js';

/** Weights that are trained alike. */
export interface ParameterGroup {
  /** Part of the names of its state; unique. */
  readonly name: string;
  /** Names and tensors of its weights. */
  readonly weights: ReadonlyMap<string, Tensor>;
  /** Factor of the learning rate; default 1. */
  readonly rate?: number;
}

/** What one step of training does. */
export interface TrainingStepDefinition {
  /** What is made smaller; a scalar. */
  readonly loss: Tensor;
  /** Further scalars to look at. */
  readonly metrics?: Readonly<Record<string, Tensor>>;
  readonly groups: readonly ParameterGroup[];
  readonly optimiser?: AdamOptions;
  /** Largest norm of all gradients together; default: no limit. */
  readonly clipNorm?: number;
  /** Decay of the moving average of weights, 0…1; default: no average is kept. */
  readonly averageDecay?: number;
}

/** A weight's place in the flat vector of its group. */
export interface WeightPlace {
  readonly group: string;
  readonly offset: number;
  readonly shape: readonly number[];
}

/** A training step as a graph. */
export interface TrainingStep {
  readonly model: OnnxModel;
  /** Names of state vectors and their lengths: `weights.G`, `mean.G`, `square.G` and `average.G` of each group G. */
  readonly state: ReadonlyMap<string, number>;
  /** Where each weight is found. */
  readonly places: ReadonlyMap<string, WeightPlace>;
  /** `loss`, `gradient_norm` and the metrics. */
  readonly metrics: readonly string[];
}

/** Prefix of a state vector's name as an output, where it is the new one. */
export const NEW_STATE = 'new.';

/**
 * Writes one step of training as a single graph: inputs are the batch, `learning_rate`, `step` (from 1) and the state;
 * outputs are loss, metrics and the new state. The weights of a group are one flat vector, so that the optimiser is a
 * handful of large operations and a checkpoint a handful of tensors.
 */
export function buildTrainingStep(definition: TrainingStepDefinition): TrainingStep {
  const { groups, averageDecay } = definition;
  const rate = input('learning_rate', []);
  const step = input('step', []);
  const flats = groups.map((group) => flatten(group));
  const trained = groups.flatMap(({ weights }) => [...weights.values()]);
  const parts = gradients(definition.loss, trained);
  const rebound = new Map(flats.flatMap(({ views }) => [...views]));
  const metricNames = Object.keys(definition.metrics ?? {});
  const [loss, ...rest] = substitute(
    [definition.loss, ...Object.values(definition.metrics ?? {}), ...parts],
    rebound,
  ) as [Tensor, ...Tensor[]];
  const gradientOf = new Map(trained.map((tensor, i) => [tensor, rest[metricNames.length + i] as Tensor]));
  const clipped = clipGlobalNorm(
    groups.map(({ weights }) =>
      join([...weights.values()].map((tensor) => gradientOf.get(tensor) ?? tensor)),
    ),
    definition.clipNorm,
  );

  const outputs: Record<string, Tensor> = { loss: reshape(loss, []), gradient_norm: clipped.norm };
  metricNames.forEach((name, i) => (outputs[name] = reshape(rest[i] as Tensor, [])));
  const state = new Map<string, number>();
  const inputs: Tensor[] = [rate, step];
  flats.forEach(({ group, weights, length }, i) => {
    const mean = input(`mean.${group.name}`, [length]);
    const square = input(`square.${group.name}`, [length]);
    const next = adam(
      { weights, mean, square },
      clipped.gradients[i] as Tensor,
      mul(rate, group.rate ?? 1),
      step,
      definition.optimiser,
    );
    const kept: [string, Tensor, Tensor][] = [
      ['weights', weights, next.weights],
      ['mean', mean, next.mean],
      ['square', square, next.square],
    ];
    if (averageDecay !== undefined) {
      const average = input(`average.${group.name}`, [length]);
      const moved = add(mul(average, averageDecay), mul(next.weights, 1 - averageDecay));
      kept.push(['average', average, moved]);
    }
    for (const [kind, before, after] of kept) {
      inputs.push(before);
      state.set(`${kind}.${group.name}`, length);
      outputs[`${NEW_STATE}${kind}.${group.name}`] = after;
    }
  });
  return {
    model: buildModel({ inputs, outputs }),
    state,
    places: new Map(flats.flatMap(({ places }) => [...places])),
    metrics: ['loss', 'gradient_norm', ...metricNames],
  };
}

interface FlatGroup {
  readonly group: ParameterGroup;
  readonly weights: Tensor;
  readonly length: number;
  /** For each weight the view of the flat vector that stands in for it. */
  readonly views: ReadonlyMap<Tensor, Tensor>;
  readonly places: ReadonlyMap<string, WeightPlace>;
}

function flatten(group: ParameterGroup): FlatGroup {
  const tensors = [...group.weights];
  const sizes = tensors.map(([, { shape }]) => elementCount(shape));
  const length = sizes.reduce((total, size) => total + size, 0);
  const weights = input(`weights.${group.name}`, [length]);
  const views = split(weights, 0, sizes).map((part, i) => reshape(part, tensors[i]?.[1].shape ?? []));
  let offset = 0;
  const places = tensors.map(([name, { shape }], i): [string, WeightPlace] => {
    const place = { group: group.name, offset, shape: shape as readonly number[] };
    offset += sizes[i] ?? 0;
    return [name, place];
  });
  return {
    group,
    weights,
    length,
    views: new Map(tensors.map(([, tensor], i) => [tensor, views[i] as Tensor])),
    places: new Map(places),
  };
}

function join(parts: readonly Tensor[]): Tensor {
  return concat(
    parts.map((part) => reshape(part, [elementCount(part.shape)])),
    0,
  );
}
