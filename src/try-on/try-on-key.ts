import { createHash } from 'node:crypto';
import type { OutputFormat } from './try-on.entity.js';

/** Raised whenever the same inputs would give another picture: compositing, normalisation or encoding changed. */
export const PIPELINE_VERSION = '4';

/** How the result leaves the server. */
export interface TryOnOutputOptions {
  readonly format: OutputFormat;
  /** 1…100. */
  readonly quality: number;
  /** Longest side in pixels; undefined: the photo's own. */
  readonly maxSide?: number;
}

/** What a page gets that asks for nothing special, and therefore what pre-warming computes. */
export const DEFAULT_OUTPUT: TryOnOutputOptions = { format: 'JPEG', quality: 88 };

/** Everything that the picture depends on. Digests are SHA-256, hex. */
export interface TryOnIdentity {
  readonly channelId: string;
  /** Beside the digest, so that deleting one upload never touches the results of another, equal one. */
  readonly personPhotoId: string;
  readonly personDigest: string;
  readonly garmentId: string;
  readonly garmentDigest: string;
  readonly modelDigest: string;
  readonly output: TryOnOutputOptions;
}

/** Cache key: SHA-256, hex, over the identity and the pipeline's version. Equal keys are equal pictures of one channel. */
export function tryOnKey(identity: TryOnIdentity): string {
  const { channelId, personPhotoId, personDigest, garmentId, garmentDigest, modelDigest, output } = identity;
  // PNG is lossless, so that its quality changes nothing.
  const quality = output.format === 'PNG' ? null : output.quality;
  const parts = [
    PIPELINE_VERSION,
    channelId,
    personPhotoId,
    personDigest,
    garmentId,
    garmentDigest,
    modelDigest,
    output.format,
    quality,
    output.maxSide ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
