/**
 * Which network made features. Only the published weights of the original FID (`inception-2015-12-05`) may be called
 * Inception; figures of any other network compare models with one another and with nothing that was published.
 */
export type FeatureLabel = 'inception-v3-2015' | `proxy:${string}`;

/**
 * How pictures got to the size that the network wants. `bilinear`: without blurring, as in pytorch-fid and, all but the
 * position of pixels, the original TensorFlow program; `bicubic-antialiased`: as clean-fid (Parmar et al. 2022) does;
 * `none`: the network takes any size.
 */
export type FeatureResize = 'bilinear' | 'bicubic-antialiased' | 'none';

/** Where features come from. Distances between features of different sources mean nothing. */
export interface FeatureSource {
  readonly features: FeatureLabel;
  readonly resize: FeatureResize;
  /** SHA-256 of the file with the weights, hex. */
  readonly sha256: string;
}

/** In words, as `inception-v3-2015, bilinear`. */
export function describeSource({ features, resize }: FeatureSource): string {
  return resize === 'none' ? features : `${features}, ${resize}`;
}

/** @throws RangeError when the sources differ */
export function requireSameSource(first: FeatureSource, second: FeatureSource): void {
  const same = first.sha256 === second.sha256 && describeSource(first) === describeSource(second);
  if (same) return;
  const [one, other] = [describeSource(first), describeSource(second)];
  const which = one === other ? `${one} of two weight files` : `${one} and ${other}`;
  throw new RangeError(`Features of ${which} cannot be compared; extract both sets alike.`);
}
