import { buildModel } from '../graph/build-model.js';
import { GraphError, type OnnxModel } from '../graph/onnx-model.js';
import { reshape } from '../graph/operators/reshape.js';
import { operationsBefore } from '../graph/topological-order.js';
import type { Tensor } from '../graph/tensor.js';
import { type FlatGroup, flatten, join } from '../training/flat-group.js';
import type { AdamOptions } from '../training/optimiser.js';
import type { TrainingStepDefinition } from '../training/training-step.js';
import { keepStops, nameStops } from './loss-graph-stops.js';

/** Where a tensor lies in a vector of the training's state. */
export interface JobPlace {
  /** `weights.G` or `statistics.all`. */
  readonly vector: string;
  readonly offset: number;
  readonly shape: readonly number[];
}

/** What another engine must know to train the graph as `TrainingSession` would; `job.json` of `training/torch`. */
export interface LossGraphJob {
  readonly groups: readonly { readonly name: string; readonly rate: number }[];
  /** Lengths of all vectors that make up the state, by the names of `StateLayout.state`. */
  readonly state: Readonly<Record<string, number>>;
  /** Of each weight and statistic, which are inputs of the graph under their names; in the order of their vectors. */
  readonly places: Readonly<Record<string, JobPlace>>;
  readonly optimiser: Required<AdamOptions>;
  readonly clipNorm: number | null;
  readonly averageDecay: number | null;
}

/** A loss for another engine, which differentiates it by itself. */
export interface LossGraph {
  /**
   * Inputs: the batch, each trained weight and each statistic. Outputs: `loss`, the metrics, and `statistics.next`, the
   * statistics' flat vector, where there are any. Frozen weights are stored. Where no gradient flows there is an
   * Identity node called `stop_gradient.…`.
   */
  readonly model: OnnxModel;
  readonly job: LossGraphJob;
}

/**
 * Writes the loss of a training step down without gradients and optimiser, together with what both need.
 *
 * @throws GraphError when a weight is neither trained nor frozen
 */
export function exportLossGraph(definition: TrainingStepDefinition): LossGraph {
  const { loss, metrics = {}, groups, statistics, frozen = new Map<string, Float32Array>() } = definition;
  const flats = groups.map(({ name, weights }) => flatten('weights', name, weights));
  const before = new Map([...(statistics ?? [])].map(([name, statistic]) => [name, statistic.before]));
  const after = [...(statistics?.values() ?? [])].map((statistic) => statistic.after);
  const flatStatistics = before.size > 0 ? [flatten('statistics', 'all', before)] : [];
  const outputs: Record<string, Tensor> = { loss: reshape(loss, []), ...metrics };
  if (after.length > 0) outputs['statistics.next'] = join(after);
  const marked = keepStops(Object.values(outputs));
  const named = Object.fromEntries(Object.keys(outputs).map((name, i) => [name, marked[i] as Tensor]));
  const places = placesOf([...flats, ...flatStatistics]);
  checkParameters(marked, places, frozen);
  return {
    model: nameStops(buildModel({ outputs: named, weights: frozen })),
    job: {
      groups: groups.map(({ name, rate = 1 }) => ({ name, rate })),
      state: stateOf(definition, flats, flatStatistics),
      places,
      optimiser: {
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        weightDecay: 0,
        decay: 'decoupled',
        ...definition.optimiser,
      },
      clipNorm: definition.clipNorm ?? null,
      averageDecay: definition.averageDecay ?? null,
    },
  };
}

function placesOf(flats: readonly FlatGroup[]): Record<string, JobPlace> {
  const entries = flats.flatMap(({ places }) =>
    [...places].map(([name, { kind, group, offset, shape }]) => {
      return [name, { vector: `${kind}.${group}`, offset, shape }] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function stateOf(
  { averageDecay }: TrainingStepDefinition,
  groups: readonly FlatGroup[],
  statistics: readonly FlatGroup[],
): Record<string, number> {
  const kinds = ['weights', 'mean', 'square', ...(averageDecay === undefined ? [] : ['average'])];
  return Object.fromEntries([
    ...groups.flatMap(({ name, length }) => kinds.map((kind) => [`${kind}.${name}`, length] as const)),
    ...statistics.map(({ name, length }) => [`statistics.${name}`, length] as const),
  ]);
}

function checkParameters(
  tensors: readonly Tensor[],
  places: Readonly<Record<string, JobPlace>>,
  frozen: ReadonlyMap<string, Float32Array>,
): void {
  for (const { source } of operationsBefore(tensors).flatMap(({ inputs }) => inputs.filter((one) => !!one))) {
    if (source.kind === 'parameter' && !(source.name in places) && !frozen.has(source.name)) {
      throw new GraphError(`The weight ${source.name} is neither trained nor frozen.`);
    }
  }
}
