import type { Benchmark, ProtocolName } from '../benchmarks/benchmark.js';
import { DataSetError, type DataSet, type PairFiles } from '../../neural/datasets/data-set.js';
import { openDataSet, type LayoutName } from '../../neural/datasets/open-data-set.js';
import { RenderSet } from '../../neural/validation/render-set.js';
import { pairsDigest, rendersDigest } from './data-digest.js';
import type { LpipsWeights } from './evaluation-request.js';
import type { EvaluatedData } from './evaluation-result.js';
import type { BenchmarkItems } from './measured-item.js';
import { PictureMeasures } from './picture-measures.js';
import { measureCycle } from './protocols/cycle.js';
import { DrawnItems } from './protocols/drawn-items.js';
import { findOtherGarments, type OtherGarments } from './protocols/other-list.js';
import { type MeasurePair, PairItems } from './protocols/pair-items.js';
import { measurePaired } from './protocols/paired.js';
import { RenderItems } from './protocols/renders.js';
import { measureUnpaired } from './protocols/unpaired.js';
import { VideoItems } from './protocols/video-items.js';

/** Size of the pictures that are compared, pixels. */
export interface ItemSize {
  readonly height: number;
  readonly width: number;
}

/** Which items of the data are wanted. */
export interface ItemChoice {
  readonly data?: string;
  readonly split?: string;
  readonly people?: readonly string[];
  readonly limit?: number;
  /** Measured of pictures besides, where given. */
  readonly lpips?: LpipsWeights;
}

/** The items of a benchmark as found, before a size is chosen. */
export interface FoundItems {
  readonly data: EvaluatedData;
  readonly warnings: readonly string[];
  /** Of photographs: the pairs that are measured, for the search of leaks. */
  readonly pairs?: DataSet & { readonly layout: LayoutName };
  /** The items at a size; to be closed. One student only may measure them: results are kept from item to item. */
  open(size: ItemSize): Promise<BenchmarkItems>;
}

/**
 * Finds the items of a benchmark.
 *
 * @throws DataSetError when the data are not in the benchmark's layout
 */
export async function findItems(benchmark: Benchmark, choice: ItemChoice): Promise<FoundItems> {
  const { source } = benchmark;
  if (source.kind === 'synthetic') return drawnItems(source.count, source.seed, choice);
  if (choice.data === undefined) {
    throw new DataSetError(`${benchmark.id} needs data (--data): ${benchmark.layout}.`);
  }
  if (source.kind === 'renders') return renderItems(choice.data, choice);
  return pairItems(benchmark, choice.data, choice);
}

function drawnItems(count: number, seed: number, { limit = count, lpips }: ItemChoice): FoundItems {
  const pairs = Math.min(limit, count);
  return {
    data: { name: 'drawn pairs', digest: `seed ${seed}`, pairs, ...limited(limit, count) },
    warnings: [],
    open: async ({ height, width }) =>
      new DrawnItems(pairs, seed, { height, width }, await PictureMeasures.open(height, width, lpips)),
  };
}

async function renderItems(folder: string, { people, limit, lpips }: ItemChoice): Promise<FoundItems> {
  const known = await RenderSet.open(folder, 16, 16);
  const wanted = people ?? known.people;
  const count = wanted.length * known.garments.length * (known.garments.length - 1);
  return {
    data: {
      name: `renders of ${wanted.join(', ')}`,
      digest: await rendersDigest(folder, wanted),
      pairs: Math.min(limit ?? count, count),
      ...limited(limit, count),
    },
    warnings: [],
    open: async ({ height, width }) => {
      const renders = await RenderSet.open(folder, height, width);
      return RenderItems.open(renders, wanted, await PictureMeasures.open(height, width, lpips));
    },
  };
}

async function pairItems(benchmark: Benchmark, path: string, choice: ItemChoice): Promise<FoundItems> {
  const { protocol, source } = benchmark;
  const { layout, pool, name } = await openLayout(benchmark, path, choice.split);
  const pairs = pool.slice(0, choice.limit);
  const garments = source.kind === 'layout' ? (source.garments ?? 'other') : 'other';
  const needsOthers = protocol !== 'video' && !(protocol === 'unpaired' && garments === 'own');
  const { others, origin, warning } = needsOthers ? await othersOf(path, pool) : NO_OTHERS;
  return {
    data: {
      name,
      digest: await pairsDigest(name, pairs.concat(neededOthers(pool, others, pairs.length))),
      pairs: pairs.length,
      ...limited(choice.limit, pool.length),
      ...(origin !== '' && { others: origin }),
    },
    warnings: warning === undefined ? [] : [warning],
    pairs: { name, layout, pairs },
    open: async ({ height, width }) => {
      const measures = await PictureMeasures.open(height, width, choice.lpips);
      const plan = { pairs, pool, others, height, width };
      return protocol === 'video'
        ? new VideoItems(plan, measures)
        : new PairItems(plan, measures, measureOf(protocol, garments));
    },
  };
}

const NO_OTHERS: OtherGarments = { others: [], origin: '' };

async function othersOf(path: string, pool: readonly PairFiles[]): Promise<OtherGarments> {
  if (pool.length < 2) throw new DataSetError(`${path}: garments can be exchanged among two pairs or more.`);
  return findOtherGarments(path, pool);
}

/** Pairs beyond the limit whose garments are tried on: they belong to what was measured. */
function neededOthers(pool: readonly PairFiles[], others: readonly number[], count: number): PairFiles[] {
  const places = new Set(others.slice(0, count).filter((place) => place >= count));
  return [...places].sort((a, b) => a - b).map((place) => pool[place]!);
}

async function openLayout(
  { source }: Benchmark,
  path: string,
  split?: string,
): Promise<{ layout: LayoutName; name: string; pool: readonly PairFiles[] }> {
  let failure: DataSetError | undefined;
  for (const candidate of source.kind === 'layout' ? source.layouts : []) {
    const { layout } = candidate;
    try {
      const { name, pairs } = await openDataSet(layout, path, split ?? candidate.split);
      return { layout, name, pool: pairs };
    } catch (error) {
      if (!(error instanceof DataSetError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new DataSetError(`${path}: this benchmark reads no pairs.`);
}

function measureOf(protocol: ProtocolName, garments: 'own' | 'other'): MeasurePair {
  if (protocol === 'cycle') return measureCycle;
  if (protocol === 'paired') return measurePaired;
  return measureUnpaired(garments);
}

function limited(limit: number | undefined, count: number): { limit?: number } {
  return limit !== undefined && limit < count ? { limit } : {};
}
