import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ShopperContext } from '../access/request-context.js';
import type { ConsentScope, PictureIssue } from '../api/shop-api.types.js';
import { Config } from '../config/config.js';
import { type BlobKey, BlobNotFoundError } from '../storage/blob-store.js';
import { PersonFiles } from './person-files.js';
import type { PersonPhoto } from './person-photo.entity.js';
import { PersonPhotoRepository } from './person-photo.repository.js';
import { PersonUploadTickets, type UploadTicket } from './person-upload-ticket.js';

/** Unexpired photos, in whatever state, that one shopper may have at a time. */
export const MAX_LIVE_PHOTOS = 20;

/** What the shopper agreed to. */
export interface Consent {
  readonly consentVersion: string;
  readonly consentScope: ConsentScope;
}

/** What a wish to hand in a photo leads to. */
export type UploadDecision =
  | { readonly kind: 'ALLOWED'; readonly photo: PersonPhoto; readonly ticket: UploadTicket }
  | { readonly kind: 'CONSENT_REQUIRED'; readonly consentVersion: string }
  | { readonly kind: 'QUOTA_EXCEEDED'; readonly retryAfterMs: number }
  | { readonly kind: 'ON_DEVICE_ONLY' };

/** A person who can be shown in a garment. */
export interface TryOnPerson {
  readonly id: string;
  /** The stored photo; see `InferenceProvider.preparePerson`. */
  readonly photoBlob: BlobKey;
  /** SHA-256 of the photo's size and pixels, hex. */
  readonly digest: string;
  readonly width: number;
  readonly height: number;
  /** Whether the person is a model of the shop, whom every shopper may see. */
  readonly isSample: boolean;
  /** Whose photo it is; null for sample people. */
  readonly shopperId: string | null;
  /** Version of the consent text that the shopper agreed to; to be compared with the channel's unless `isSample`. */
  readonly consentVersion: string;
}

/** The rules of shoppers' photos, and what a try-on asks about any person. */
@Injectable()
export class PersonPhotoService {
  constructor(
    private readonly config: Config,
    private readonly photos: PersonPhotoRepository,
    private readonly files: PersonFiles,
    private readonly tickets: PersonUploadTickets,
  ) {}

  /** Records the consent and lets the photo's bytes come. */
  async createUpload({ channel, shopperId }: ShopperContext, consent: Consent): Promise<UploadDecision> {
    if (channel.tryOnMode === 'DEVICE_ONLY') return { kind: 'ON_DEVICE_ONLY' };
    if (consent.consentVersion !== channel.consentVersion) {
      return { kind: 'CONSENT_REQUIRED', consentVersion: channel.consentVersion };
    }
    return this.photos.transaction(async (manager) => {
      await this.photos.lockShopper(manager, shopperId);
      const now = new Date();
      const { count, firstExpiry } = await this.photos.usage(manager, shopperId, now);
      if (count >= MAX_LIVE_PHOTOS) {
        const waitMs = (firstExpiry ?? now).getTime() - now.getTime();
        return { kind: 'QUOTA_EXCEEDED', retryAfterMs: Math.max(1, waitMs) };
      }
      const photo = await this.photos.insert(
        {
          channelId: channel.id,
          ownerKind: 'SHOPPER',
          shopperId,
          consentVersion: consent.consentVersion,
          consentScope: consent.consentScope,
          consentedAt: now,
          expiresAt: new Date(now.getTime() + this.config.personPhotoSeconds * 1000),
        },
        manager,
      );
      return { kind: 'ALLOWED', photo, ticket: this.tickets.issue(channel.id, photo.id) };
    });
  }

  /** The shopper's own photo; null when it is unknown, another's, expired or deleted. */
  async find({ channel, shopperId }: ShopperContext, id: string): Promise<PersonPhoto | null> {
    const photo = await this.photos.findLive(channel.id, id);
    return photo?.shopperId === shopperId ? photo : null;
  }

  /**
   * The person of a try-on, by one look at the primary key. Without a shopper only sample people are found.
   * Consent is left to the caller, who knows the channel.
   */
  async findForTryOn(
    { channelId, shopperId }: { channelId: string; shopperId?: string },
    id: string,
  ): Promise<TryOnPerson | 'NOT_FOUND' | 'AWAITING_UPLOAD' | { rejected: PictureIssue[] }> {
    const photo = await this.photos.findLive(channelId, id);
    if (!photo || (photo.ownerKind === 'SHOPPER' && photo.shopperId !== shopperId)) return 'NOT_FOUND';
    if (photo.state === 'AWAITING_UPLOAD') return 'AWAITING_UPLOAD';
    const { photoBlob, digest, width, height } = photo;
    if (photoBlob === null || digest === null || width === null || height === null) {
      return { rejected: photo.issues };
    }
    const { consentVersion } = photo;
    const isSample = photo.ownerKind === 'CHANNEL';
    return { id, photoBlob, digest, width, height, isSample, shopperId: photo.shopperId, consentVersion };
  }

  /**
   * To be called first in the transaction that stores a result: false means that the photo was deleted or has expired,
   * and nothing may be stored; true that it stays until the transaction ends.
   */
  lockForResult(manager: EntityManager, channelId: string, photoId: string): Promise<boolean> {
    return this.photos.lockReady(manager, channelId, photoId);
  }

  /** What the model made of the person earlier; undefined when there is nothing, or it was deleted this moment. */
  async features(photoId: string, modelDigest: string): Promise<Buffer | undefined> {
    const blob = await this.photos.findFeatures(photoId, modelDigest);
    if (blob === undefined) return undefined;
    return this.files.get(blob).catch((error: unknown) => {
      if (error instanceof BlobNotFoundError) return undefined;
      throw error;
    });
  }

  /** Keeps what a model made of the person, as long as the photo; false when the photo is gone, and then nothing stays. */
  async storeFeatures(
    channelId: string,
    photoId: string,
    modelDigest: string,
    bytes: Uint8Array,
  ): Promise<boolean> {
    if ((await this.photos.findLive(channelId, photoId))?.state !== 'READY') return false;
    const blob = await this.files.put(photoId, bytes);
    const stored = await this.photos.saveFeatures(channelId, { personPhotoId: photoId, modelDigest, blob });
    // The photo went meanwhile: nothing else can be in its folder, and not even an empty folder is to name it.
    if (!stored) await this.files.deleteFolders([PersonFiles.folderOf(photoId)]);
    return stored;
  }

  /** Ready sample people of the channel; of the given ids those that are, the others being absent. */
  readySampleIds(channelId: string, ids?: readonly string[]): Promise<string[]> {
    return this.photos.readySampleIds(channelId, ids);
  }
}
