import { Random } from '../../random.js';
import { DataSetError } from '../data-set.js';
import { BATCH_TENSORS, type BatchTensor, type TrainingBatch } from '../training-batch.js';
import {
  type AugmentationChoice,
  type AugmentationOptions,
  resolveAugmentation,
} from './augmentation/augmentation-options.js';
import { augmentGarment, augmentPair } from './augmentation/augment-pair.js';
import { sampleSeed } from './sampling/sample-seed.js';
import { ShuffledEpochs } from './sampling/shuffled-epochs.js';
import { SourceMix } from './sampling/source-mix.js';
import { PreparedStore } from './store/prepared-store.js';

/** Prepared pairs and how much of the training they make up. */
export interface BatchSource {
  /** Folder of a `PreparedStore`. */
  readonly store: string;
  /** In proportion to the other sources' shares; kept to a thousandth of all. */
  readonly share: number;
}

/** What the batches of a training are made of. */
export interface BatchPlan {
  readonly sources: readonly BatchSource[];
  /** Samples a step. */
  readonly batch: number;
  /** Equal parts that a step is divided into. */
  readonly shards: number;
  readonly seed: number;
  /** Default: every option by default. */
  readonly augmentation?: AugmentationChoice;
}

/** What the sources hold. */
export interface LoadedSources {
  /** Pixels. */
  readonly height: number;
  readonly width: number;
  /** In the order of the sources. */
  readonly stores: readonly { readonly pairs: number; readonly digest: string }[];
}

type Tensors = Record<keyof typeof BATCH_TENSORS, BatchTensor>;

/** Salts, so that orders of sources and samples have nothing in common. */
const ORDER = 1;
const SAMPLE = 2;

/** Makes batches, each a pure function of plan and step. */
export class BatchAssembler {
  private readonly orders: readonly ShuffledEpochs[];

  private constructor(
    private readonly plan: BatchPlan,
    private readonly stores: readonly PreparedStore[],
    private readonly mix: SourceMix,
    private readonly augmentation: AugmentationOptions,
  ) {
    this.orders = stores.map(
      ({ length }, source) => new ShuffledEpochs(length, sampleSeed(plan.seed, ORDER, source)),
    );
  }

  /**
   * @throws RangeError when the plan makes no sense
   * @throws DataSetError when a source does not open, has one garment only, or differs in size from the others
   */
  static async open(plan: BatchPlan): Promise<BatchAssembler> {
    const { batch, shards, sources } = plan;
    if (sources.length === 0) throw new RangeError('Training needs at least one source of pairs.');
    if (!Number.isInteger(batch / shards) || batch / shards < 1)
      throw new RangeError(`A batch of ${batch} cannot be divided into ${shards} equal parts.`);
    const augmentation = resolveAugmentation(plan.augmentation);
    const mix = new SourceMix(sources.map(({ share }) => share));
    const stores: PreparedStore[] = [];
    try {
      for (const { store } of sources) {
        const opened = await PreparedStore.open(store);
        stores.push(opened);
        checkStore(opened, stores[0]!);
      }
    } catch (error) {
      stores.forEach((store) => store.close());
      throw error;
    }
    return new BatchAssembler(plan, stores, mix, augmentation);
  }

  get sources(): LoadedSources {
    const { height, width } = this.stores[0]!;
    return { height, width, stores: this.stores.map(({ length, digest }) => ({ pairs: length, digest })) };
  }

  /**
   * The batch of a step, counted from 0: a part for each shard.
   *
   * @throws RangeError for a step that is none; DataSetError when a store cannot be read
   */
  assemble(step: number): TrainingBatch[] {
    if (!Number.isSafeInteger(step) || step < 0) throw new RangeError(`There is no step ${step}.`);
    const { batch, shards } = this.plan;
    const perShard = batch / shards;
    return Array.from({ length: shards }, (_, shard) => {
      const tensors = emptyTensors(perShard, this.sources);
      for (let i = 0; i < perShard; i++) this.fill(tensors, i, step * batch + shard * perShard + i);
      return tensors;
    });
  }

  close(): void {
    this.stores.forEach((store) => store.close());
  }

  private fill(tensors: Tensors, i: number, sample: number): void {
    const { source, position } = this.mix.at(sample);
    const store = this.stores[source]!;
    const item = this.orders[source]!.at(position);
    const random = new Random(sampleSeed(this.plan.seed, SAMPLE, sample));
    const otherItem = drawOtherGarment(store.garmentIds, item, random);
    const other = augmentGarment(store.readGarment(otherItem), store, this.augmentation, random);
    const pair = augmentPair(store.read(item), this.augmentation, random);
    const put = (name: keyof Tensors, values: Uint8Array | Float32Array): void =>
      tensors[name].data.set(values, i * values.length);
    put('photo', pair.photo);
    put('garment', pair.garment);
    put('garment_mask', pair.garmentMask);
    put('labels', pair.labels);
    put('body_parts', pair.bodyParts);
    put('keypoints', pair.keypoints);
    put('other_garment', other.garment);
    put('other_garment_mask', other.garmentMask);
    if (pair.otherwise) {
      put('otherwise', pair.otherwise);
      tensors.has_otherwise.data[i] = 1;
    }
  }
}

/** Another pair of the store, with another garment. */
function drawOtherGarment(garmentIds: readonly string[], item: number, random: Random): number {
  for (;;) {
    const other = random.integer(garmentIds.length);
    if (garmentIds[other] !== garmentIds[item]) return other;
  }
}

function checkStore(store: PreparedStore, first: PreparedStore): void {
  const { folder, height, width, garmentIds } = store;
  if (garmentIds.every((id) => id === garmentIds[0]))
    throw new DataSetError(`${folder} has only one garment; unpaired training needs two or more.`);
  if (height !== first.height || width !== first.width)
    throw new DataSetError(
      `${folder} is ${width}×${height}, ${first.folder} is ${first.width}×${first.height}; prepare both in one size.`,
    );
}

function emptyTensors(samples: number, { height, width }: LoadedSources): Tensors {
  const sizes: Record<string, number> = { H: height, W: width };
  const entries = Object.entries(BATCH_TENSORS).map(([name, { type, shape }]) => {
    const full = [samples, ...shape.map((length) => (typeof length === 'number' ? length : sizes[length]!))];
    const count = full.reduce((product, length) => product * length, 1);
    return [name, { data: type === 'uint8' ? new Uint8Array(count) : new Float32Array(count), shape: full }];
  });
  return Object.fromEntries(entries) as Tensors;
}
