import { CheckpointError } from '../checkpoints/checkpoint-error.js';
import { readSafetensors } from '../checkpoints/read-safetensors.js';
import { toFloat32 } from '../checkpoints/to-float32.js';
import { writeSafetensors } from '../checkpoints/write-safetensors.js';
import type { FeatureLabel, FeatureResize, FeatureSource } from './feature-source.js';

const FIRST_CAPACITY = 64;

/**
 * Features of a set of pictures, one row each. The pictures themselves are not kept: 2,000 rows of 2,048 float32 are 16 MB.
 */
export class FeatureSet {
  private rows: Float32Array;
  private filled = 0;

  /** @param width features of a picture */
  constructor(
    readonly source: FeatureSource,
    readonly width: number,
  ) {
    this.rows = new Float32Array(FIRST_CAPACITY * width);
  }

  get count(): number {
    return this.filled / this.width;
  }

  /**
   * Adds one picture, or several row after row.
   *
   * @throws RangeError when these are no whole rows or not all finite
   */
  add(features: Float32Array): void {
    if (features.length % this.width !== 0) {
      throw new RangeError(`${features.length} values are no rows of ${this.width} features.`);
    }
    if (!features.every(Number.isFinite)) {
      throw new RangeError('A feature is not a finite number; look at the picture and the weights.');
    }
    const needed = this.filled + features.length;
    if (needed > this.rows.length) {
      const larger = new Float32Array(Math.max(needed, 2 * this.rows.length));
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows.set(features, this.filled);
    this.filled = needed;
  }

  /** Features of a picture; shared memory. */
  row(place: number): Float32Array {
    return this.rows.subarray(place * this.width, (place + 1) * this.width);
  }

  /** The pictures at these places as a set of their own. */
  subset(places: Iterable<number>): FeatureSet {
    const part = new FeatureSet(this.source, this.width);
    for (const place of places) part.add(this.row(place));
    return part;
  }

  /** Writes a safetensors file that {@link FeatureSet.load} reads. */
  async save(path: string): Promise<void> {
    const { buffer, byteOffset } = this.rows;
    const bytes = new Uint8Array(buffer, byteOffset, this.filled * Float32Array.BYTES_PER_ELEMENT);
    const tensor = { dtype: 'float32' as const, shape: [this.count, this.width], bytes };
    await writeSafetensors(path, new Map([['features', tensor]]), { ...this.source });
  }

  /** @throws CheckpointError when this is no file that {@link FeatureSet.save} wrote */
  static async load(path: string): Promise<FeatureSet> {
    const { tensors, metadata } = await readSafetensors(path);
    const tensor = tensors.get('features');
    const [features, resize, sha256] = ['features', 'resize', 'sha256'].map((key) => metadata.get(key));
    if (!tensor || tensor.shape.length !== 2 || !isLabel(features) || !isResize(resize) || !sha256) {
      throw new CheckpointError(`${path} holds no features of pictures; extract them again`);
    }
    const set = new FeatureSet({ features, resize, sha256 }, tensor.shape[1]!);
    set.add(toFloat32(tensor));
    return set;
  }
}

function isLabel(text: string | undefined): text is FeatureLabel {
  return text === 'inception-v3-2015' || (text?.startsWith('proxy:') ?? false);
}

function isResize(text: string | undefined): text is FeatureResize {
  return text === 'bilinear' || text === 'bicubic-antialiased' || text === 'none';
}
