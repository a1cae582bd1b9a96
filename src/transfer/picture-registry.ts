import { Injectable } from '@nestjs/common';
import type { BlobKey } from '../storage/blob-store.js';

/** What can be looked at. */
export type PictureKind =
  'garment' | 'cutout' | 'garment-mask' | 'sample-person' | 'try-on' | 'evaluated-pair';

/** A stored picture as it is served. */
export interface ServedPicture {
  readonly blob: BlobKey;
  /** image/jpeg, image/png or image/webp. */
  readonly mediaType: string;
  /** Pictures that show a shopper are not kept by caches. */
  readonly showsShopper: boolean;
}

/** A feature's side of one kind of picture: finds the row, so that a deleted one is gone at once. */
export interface PictureSource {
  readonly kind: PictureKind;
  find(id: string): Promise<ServedPicture | undefined>;
}

/** Features register here what they serve. */
@Injectable()
export class PictureRegistry {
  private readonly sources = new Map<string, PictureSource>();

  register(source: PictureSource): void {
    if (this.sources.has(source.kind)) throw new Error(`Two sources for pictures of ${source.kind}.`);
    this.sources.set(source.kind, source);
  }

  find(kind: string): PictureSource | undefined {
    return this.sources.get(kind);
  }
}
