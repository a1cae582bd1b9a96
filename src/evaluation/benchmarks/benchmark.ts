import type { LayoutName } from '../../neural/datasets/open-data-set.js';

/** Names of the benchmarks, as the command line takes them. */
export const BENCHMARK_IDS = [
  'viton-cycle',
  'viton-paired',
  'viton-unpaired',
  'viton-hd',
  'dress-code',
  'mpv',
  'cmi',
  'vvt',
  'renders',
  'synthetic',
] as const;

export type BenchmarkId = (typeof BENCHMARK_IDS)[number];

/**
 * What is done with each pair.
 *
 * - `cycle`: own garment → another → own; the result is compared with the photo.
 * - `paired`: the garment that the photo already shows; compared with the photo. The cycle is measured beside it.
 * - `unpaired`: another garment, for which there is no true picture; the set of results is compared with the set of photos.
 * - `true-unpaired`: another garment, compared with a true picture of the same person in it.
 * - `video`: paired, frame by frame, and how steady the frames of a video stay.
 */
export type ProtocolName = 'cycle' | 'paired' | 'unpaired' | 'true-unpaired' | 'video';

/** How a published figure was measured. */
export type PublishedProtocol = ProtocolName | 'user study' | 'timing';

/** A figure that somebody published. */
export interface PublishedRow {
  readonly id: string;
  readonly method: string;
  /** Data set and part of it. */
  readonly data: string;
  readonly protocol: PublishedProtocol;
  /** List of pairs, as far as the source says. */
  readonly pairs: string;
  /** How many they are; left out where the source does not say. */
  readonly pairCount?: number;
  /** Height × width that was compared, as far as the source says. */
  readonly size: string;
  /** In which colours pictures were compared, as far as the source says. */
  readonly colours: string;
  /** The metric's own name: `SSIM`, `FID`, … */
  readonly metric: string;
  readonly figure: number;
  /** Name of the group of measured items that it speaks of; left out: all. */
  readonly group?: string;
  /** `ms`, `MB`, `%`; left out for numbers without a unit. */
  readonly unit?: string;
  readonly source: string;
}

/** Where the pairs of a benchmark come from. */
export type BenchmarkSource =
  | {
      readonly kind: 'layout';
      /** Tried in this order; `split` is the part that is measured, where a layout has several. */
      readonly layouts: readonly { readonly layout: LayoutName; readonly split?: string }[];
      /** Unpaired: `other` people's garments, or the pair's `own`, where no photo shows it. Default: `other`. */
      readonly garments?: 'own' | 'other';
    }
  | { readonly kind: 'renders' }
  | { readonly kind: 'synthetic'; readonly count: number; readonly seed: number };

/** A benchmark: which data, what is done with them, and what others have measured there. */
export interface Benchmark {
  readonly id: BenchmarkId;
  readonly title: string;
  readonly protocol: ProtocolName;
  readonly source: BenchmarkSource;
  /** What is compared with what, in a sentence. */
  readonly compared: string;
  /** What the folder must hold, for the help of the command line. */
  readonly layout: string;
  /** Recognises the data set in the training data that a model's card names. */
  readonly family?: RegExp;
  /** Pixels at which the published figures were measured. */
  readonly publishedSize: { readonly height: number; readonly width: number };
  readonly published: readonly PublishedRow[];
  /** What a reader of its figures must know. */
  readonly warnings: readonly string[];
}
