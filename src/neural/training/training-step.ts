import { buildModel } from '../graph/build-model.js';
import { gradients } from '../graph/gradients.js';
import type { OnnxModel } from '../graph/onnx-model.js';
import { add, div, mul, sub } from '../graph/operators/arithmetic.js';
import { min } from '../graph/operators/extremes.js';
import { reshape } from '../graph/operators/reshape.js';
import { substitute } from '../graph/substitute.js';
import { input, type Tensor } from '../graph/tensor.js';
import { type FlatGroup, flatten, join, type WeightPlace } from './flat-group.js';
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

/** A value that training keeps up without gradients, such as a running mean. */
export interface Statistic {
  readonly before: Tensor;
  readonly after: Tensor;
}

/** What one step of training does. */
export interface TrainingStepDefinition {
  /** What is made smaller; a scalar. */
  readonly loss: Tensor;
  /** Further scalars to look at. */
  readonly metrics?: Readonly<Record<string, Tensor>>;
  readonly groups: readonly ParameterGroup[];
  /** By name. */
  readonly statistics?: ReadonlyMap<string, Statistic>;
  /** Values of the parameters that stay as they are, by name. */
  readonly frozen?: ReadonlyMap<string, Float32Array>;
  readonly optimiser?: AdamOptions;
  /** Largest norm of all gradients together; default: no limit. */
  readonly clipNorm?: number;
  /** Decay of the moving average of weights, 0…1, approached from below; default: no average is kept. */
  readonly averageDecay?: number;
}

/** What the state of a training consists of. */
export interface StateLayout {
  /**
   * Names of state vectors and their lengths: `weights.G`, `mean.G`, `square.G` and `average.G` of each group G, and
   * `statistics.all`.
   */
  readonly state: ReadonlyMap<string, number>;
  /** Where each weight and statistic is found. */
  readonly places: ReadonlyMap<string, WeightPlace>;
  /** `loss`, `gradient_norm` and the metrics. */
  readonly metrics: readonly string[];
}

/** A training step as one graph. */
export interface TrainingStep extends StateLayout {
  readonly model: OnnxModel;
}

/** A training step as two graphs, so that several threads or machines can share a batch. */
export interface TrainingParts extends StateLayout {
  /** In how many shards a batch is computed. */
  readonly shards: number;
  /** Inputs: a shard of the batch and `weights.G`; outputs: loss, metrics, `gradient.G`, `statistics.next`. */
  readonly gradient: OnnxModel;
  /** Inputs: `gradient.G.I` and `statistics.next.I` of each shard I, the rate, the step and the state; outputs: the new state. */
  readonly update: OnnxModel;
}

/** Prefix of a state vector's name as an output, where it is the new one. */
export const NEW_STATE = 'new.';

/** State vectors that a gradient needs. */
export const isReadByGradient = (name: string): boolean => /^(weights|statistics)\./.test(name);

/** The moving average forgets its first values faster: at step t its decay is at most (1 + t) ÷ (10 + t). */
const AVERAGE_WARM_UP = 10;

/** Name of the statistics' vector. */
const STATISTICS = 'statistics.all';

/**
 * Writes one step of training as a single graph: inputs are the batch, `learning_rate`, `step` (from 1) and the state;
 * outputs are loss, metrics and the new state. The weights of a group are one flat vector, so that the optimiser is a
 * handful of large operations and a checkpoint a handful of tensors.
 */
export function buildTrainingStep(definition: TrainingStepDefinition): TrainingStep {
  const flats = flattenAll(definition);
  const slope = differentiate(definition, flats);
  const update = updateState(definition, flats, slope);
  return {
    ...layoutOf(definition, flats, update),
    model: buildModel({
      inputs: [...update.inputs],
      outputs: { ...slope.values, gradient_norm: update.norm, ...update.outputs },
      ...(definition.frozen && { weights: definition.frozen }),
    }),
  };
}

/** Writes the same step as {@link buildTrainingStep} down as two graphs; the shards' gradients are averaged. */
export function buildTrainingParts(definition: TrainingStepDefinition, shards: number): TrainingParts {
  const flats = flattenAll(definition);
  const slope = differentiate(definition, flats);
  const shared = averageOfShards(slope, flats, shards);
  const update = updateState(definition, flats, shared);
  return {
    ...layoutOf(definition, flats, update),
    shards,
    gradient: buildModel({
      outputs: { ...slope.values, ...namedVectors(slope, flats) },
      ...(definition.frozen && { weights: definition.frozen }),
    }),
    update: buildModel({
      inputs: [...shared.inputs, ...update.inputs],
      outputs: { gradient_norm: update.norm, ...update.outputs },
    }),
  };
}

interface FlatState {
  readonly groups: readonly FlatGroup[];
  readonly statistics: FlatGroup | undefined;
}

function flattenAll({ groups, statistics }: TrainingStepDefinition): FlatState {
  return {
    groups: groups.map(({ name, weights }) => flatten('weights', name, weights)),
    statistics: statistics?.size
      ? flatten('statistics', 'all', new Map([...statistics].map(([name, { before }]) => [name, before])))
      : undefined,
  };
}

/** What a batch says: scalars to look at, the gradient of each group, the statistics' new values. */
interface Slope {
  readonly values: Readonly<Record<string, Tensor>>;
  readonly gradients: readonly Tensor[];
  readonly statistics: Tensor | undefined;
}

function differentiate(definition: TrainingStepDefinition, flats: FlatState): Slope {
  const { loss, metrics = {}, groups, statistics } = definition;
  const scalars = { loss, ...metrics };
  const moved = [...(statistics?.values() ?? [])].map(({ after }) => after);
  const trained = groups.map(({ weights }) => [...weights.values()]);
  const slopes = gradients(loss, trained.flat());
  const rebound = new Map([...flats.groups, ...present(flats.statistics)].flatMap(({ views }) => [...views]));
  const all = substitute([...Object.values(scalars), ...moved, ...slopes], rebound);
  const values = all.splice(0, Object.keys(scalars).length);
  const statisticsAfter = all.splice(0, moved.length);
  return {
    values: Object.fromEntries(
      Object.keys(scalars).map((name, i) => [name, reshape(values[i] as Tensor, [])]),
    ),
    gradients: trained.map((group) => join(all.splice(0, group.length))),
    statistics: moved.length > 0 ? join(statisticsAfter) : undefined,
  };
}

/** `gradient.G` and `statistics.next`. */
function namedVectors(slope: Slope, { groups }: FlatState): Record<string, Tensor> {
  return Object.fromEntries([
    ...groups.map(({ name }, i) => [`gradient.${name}`, slope.gradients[i] as Tensor]),
    ...present(slope.statistics).map((vector) => ['statistics.next', vector]),
  ]) as Record<string, Tensor>;
}

/** The mean of what each shard found, as inputs of another graph. */
function averageOfShards(
  slope: Slope,
  flats: FlatState,
  shards: number,
): Omit<Slope, 'values'> & { readonly inputs: readonly Tensor[] } {
  const inputs: Tensor[] = [];
  const average = (name: string, { shape }: Tensor): Tensor => {
    const each = Array.from({ length: shards }, (_, i) => input(`${name}.${i}`, shape));
    inputs.push(...each);
    return shards === 1 ? (each[0] as Tensor) : mul(each.reduce(add), 1 / shards);
  };
  return {
    gradients: slope.gradients.map((vector, i) => average(`gradient.${flats.groups[i]?.name ?? i}`, vector)),
    statistics: slope.statistics && average('statistics.next', slope.statistics),
    inputs,
  };
}

interface StateUpdate {
  readonly inputs: readonly Tensor[];
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly norm: Tensor;
}

function updateState(
  definition: TrainingStepDefinition,
  flats: FlatState,
  { gradients: slopes, statistics }: Omit<Slope, 'values'>,
): StateUpdate {
  const { groups, averageDecay } = definition;
  const rate = input('learning_rate', []);
  const step = input('step', []);
  const clipped = clipGlobalNorm(slopes, definition.clipNorm);
  const inputs: Tensor[] = [rate, step];
  const outputs: Record<string, Tensor> = {};
  const keep = (name: string, before: Tensor, after: Tensor): void => {
    inputs.push(before);
    outputs[`${NEW_STATE}${name}`] = after;
  };
  flats.groups.forEach(({ name, flat: weights, length }, i) => {
    const mean = input(`mean.${name}`, [length]);
    const square = input(`square.${name}`, [length]);
    const gradient = clipped.gradients[i] as Tensor;
    const rateHere = mul(rate, groups[i]?.rate ?? 1);
    const next = adam({ weights, mean, square }, gradient, rateHere, step, definition.optimiser);
    keep(`weights.${name}`, weights, next.weights);
    keep(`mean.${name}`, mean, next.mean);
    keep(`square.${name}`, square, next.square);
    if (averageDecay !== undefined) {
      const average = input(`average.${name}`, [length]);
      const decay = min(averageDecay, div(add(step, 1), add(step, AVERAGE_WARM_UP)));
      const moved = add(mul(average, decay), mul(next.weights, sub(1, decay)));
      keep(`average.${name}`, average, moved);
    }
  });
  if (flats.statistics && statistics) keep(STATISTICS, flats.statistics.flat, statistics);
  return { inputs, outputs, norm: clipped.norm };
}

function layoutOf(
  { metrics = {} }: TrainingStepDefinition,
  { groups, statistics }: FlatState,
  { outputs }: StateUpdate,
): StateLayout {
  const names = Object.entries(outputs).map(([name, { shape }]): [string, number] => [
    name.slice(NEW_STATE.length),
    Number(shape[0]),
  ]);
  return {
    state: new Map(names),
    places: new Map([...groups, ...present(statistics)].flatMap(({ places }) => [...places])),
    metrics: ['loss', 'gradient_norm', ...Object.keys(metrics)],
  };
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
