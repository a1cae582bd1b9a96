import { join } from 'node:path';
import type { FeatureExtractor } from '../../neural/metrics/feature-extractor.js';
import { FeatureSet } from '../../neural/metrics/feature-set.js';
import { describeSource } from '../../neural/metrics/feature-source.js';
import { frechetEstimate } from '../../neural/metrics/frechet-distance.js';
import { InceptionScore } from '../../neural/metrics/inception-score.js';
import { kernelDistance } from '../../neural/metrics/kernel-distance.js';
import type { Figure } from './evaluation-result.js';
import { JsonLines } from './item-log.js';
import type { MeasuredItem } from './measured-item.js';
import type { ItemLook } from './measured-models.js';
import type { ItemSize } from './open-items.js';
import { orNull } from './summarise-items.js';

/** `features.jsonl` in a run's folder: what the feature network saw in each item's pictures. */
export const FEATURES_FILE = 'features.jsonl';

/** Features of a try-on and of the real picture, each float32 in base64. */
interface PictureRow {
  readonly tryOn: string;
  readonly real: string;
  readonly classes?: string;
}

interface FeatureRow {
  readonly id: string;
  readonly model: PictureRow;
  readonly against?: PictureRow;
}

/** Fewer pictures have no distance worth printing. */
const LEAST_PICTURES = 4;
/** Fewer do not fill the splits of the Inception score. */
const SPLITS = 10;

/** Keeps what a feature network sees, item by item, and compares whole sets: results against real pictures. */
export class SetFeatures {
  private readonly rows = new Map<string, FeatureRow>();

  private constructor(
    private readonly extractor: FeatureExtractor,
    private readonly log: JsonLines<FeatureRow>,
  ) {
    for (const row of log.before) this.rows.set(row.id, row);
  }

  static async open(folder: string, extractor: FeatureExtractor): Promise<SetFeatures> {
    return new SetFeatures(extractor, await JsonLines.open<FeatureRow>(join(folder, FEATURES_FILE)));
  }

  /** Looks at the pictures of an item; they are not kept. */
  async add(id: string, { item, size, against }: ItemLook): Promise<void> {
    const row: FeatureRow = {
      id,
      model: await this.look(item, size),
      ...(against && { against: await this.look(against.item, against.size) }),
    };
    await this.log.append(row);
    this.rows.set(id, row);
  }

  /** Figures of the items of these ids; none where there are too few. */
  async figures(ids: readonly string[], of: 'model' | 'against' = 'model'): Promise<Figure[]> {
    const rows = ids.flatMap((id) => this.rows.get(id)?.[of] ?? []);
    if (rows.length < LEAST_PICTURES) return [];
    const { source, width } = this.extractor;
    const [tryOns, reals] = [new FeatureSet(source, width), new FeatureSet(source, width)];
    for (const row of rows) {
      tryOns.add(unpack(row.tryOn));
      reals.add(unpack(row.real));
    }
    const shared = { features: source.features, count: rows.length } as const;
    const how = describeSource(source);
    const isProxy = source.features.startsWith('proxy:');
    const name = (metric: string): string => (isProxy ? `${metric} of a PROXY network` : metric);
    const fid = await frechetEstimate(tryOns, reals);
    const kid = await kernelDistance(tryOns, reals);
    return [
      {
        ...shared,
        metric: 'fid',
        label: `${name('FID')} (${how})`,
        better: 'lower',
        digits: 2,
        ...bounds(fid.value, fid),
      },
      {
        ...shared,
        metric: 'kid',
        label: `${name('KID')} (${how})`,
        better: 'lower',
        digits: 5,
        ...bounds(kid.value, kid),
      },
      ...this.inceptionScore(rows, isProxy),
    ];
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private inceptionScore(rows: readonly PictureRow[], isProxy: boolean): Figure[] {
    const { source, classes } = this.extractor;
    if (isProxy || classes === 0 || rows.length < SPLITS) return [];
    const score = new InceptionScore(source, classes, SPLITS);
    for (const { classes: row } of rows) if (row !== undefined) score.add(unpack(row));
    const { mean, deviation, count, features } = score.result();
    const error = (1.96 * deviation) / Math.sqrt(SPLITS);
    return [
      {
        metric: 'inceptionScore',
        label: 'Inception score',
        better: 'higher',
        digits: 2,
        ...bounds(mean, { low: mean - error, high: mean + error }),
        count,
        features,
      },
    ];
  }

  private async look(item: MeasuredItem, { height, width }: ItemSize): Promise<PictureRow> {
    const { pool, classes } = await this.extractor.extract(item.tryOn, height, width);
    const real = await this.extractor.extract(item.truth ?? item.photo, height, width);
    return {
      tryOn: pack(pool),
      real: pack(real.pool),
      ...(classes && { classes: pack(classes) }),
    };
  }
}

function bounds(
  mean: number,
  { low, high }: { readonly low: number; readonly high: number },
): Pick<Figure, 'mean' | 'low' | 'high'> {
  return { mean, low: orNull(low), high: orNull(high) };
}

function pack(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function unpack(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
