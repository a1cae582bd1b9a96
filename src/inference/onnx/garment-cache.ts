import { LRUCache } from 'lru-cache';
import type { GarmentPyramid } from '../../neural/compositor/garment-pyramid.js';
import type { GarmentTensors } from '../../images/garment-tensors.js';

/** A decoded garment as try-ons need it. */
export interface DecodedGarment {
  readonly pyramid: GarmentPyramid;
  readonly tensors: GarmentTensors;
}

/** What a cutout takes with all of its halves (1 + 1/4 + 1/16 + …), which are made only while it is in use. */
const WITH_HALVES = 4 / 3;

/** Decoded garments of a worker thread under the digest of their cutout; the least recently used go first. */
export class GarmentCache {
  private readonly entries: LRUCache<string, DecodedGarment>;

  /** @param maxBytes memory that may be held; a garment of 768×1024 takes about 4.4 MB with its halves */
  constructor(maxBytes: number) {
    this.entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ pyramid, tensors }) =>
        Math.ceil(pyramid.byteLength * WITH_HALVES) + tensors.garment.byteLength + tensors.mask.byteLength,
    });
  }

  /** The garment kept under the digest, or what `decode` makes. */
  async get(digest: string, decode: () => Promise<DecodedGarment>): Promise<DecodedGarment> {
    const kept = this.entries.get(digest);
    if (kept) return kept;
    const garment = await decode();
    this.entries.set(digest, garment);
    return garment;
  }
}
