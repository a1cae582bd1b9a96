import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PictureIssue } from '../api/shop-api.types.js';
import { Config } from '../config/config.js';
import type { PreparedPerson } from '../images/prepare-person.js';
import type { BlobKey } from '../storage/blob-store.js';
import {
  type UploadAnswer,
  type UploadHandler,
  UploadRegistry,
  type UploadTarget,
} from '../transfer/upload-registry.js';
import { ON_DEVICE_ONLY_MESSAGE } from './on-device-only.js';
import { PersonFiles } from './person-files.js';
import { PersonPhotoCheck } from './person-photo-check.js';
import type { PersonPhoto } from './person-photo.entity.js';
import { PersonPhotoRepository } from './person-photo.repository.js';
import { PERSON_UPLOAD_KIND } from './person-upload-ticket.js';

const GONE: UploadAnswer = {
  status: 404,
  body: {
    error: {
      code: 'PERSON_PHOTO_NOT_FOUND',
      message: 'The photo has expired or was deleted; ask for a new upload.',
    },
  },
};

const ON_DEVICE: UploadAnswer = {
  status: 409,
  body: { error: { code: 'ON_DEVICE_ONLY', message: ON_DEVICE_ONLY_MESSAGE } },
};

/**
 * Takes a photo's bytes, once: 200 `{id, state, issues}` when it is ready, 422 with the same body when it is rejected,
 * 409 with the same body when another upload came first, 404 when the photo ended meanwhile, 409 with an error when the
 * shop keeps photos on the device by now. Only a ready photo's bytes are kept.
 */
@Injectable()
export class PersonPhotoUpload implements UploadHandler, OnModuleInit {
  readonly kind = PERSON_UPLOAD_KIND;

  constructor(
    private readonly config: Config,
    private readonly registry: UploadRegistry,
    private readonly photos: PersonPhotoRepository,
    private readonly check: PersonPhotoCheck,
    private readonly files: PersonFiles,
  ) {}

  get maxBytes(): number {
    return this.config.maxUploadBytes;
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  async receive(target: UploadTarget, bytes: Buffer): Promise<UploadAnswer> {
    const photo = await this.find(target);
    if (photo?.state !== 'AWAITING_UPLOAD') return answerFor(photo, false);
    // The URL may have been signed before the policy changed; its photo is thrown away unread.
    if (photo.ownerKind === 'SHOPPER' && (await this.photos.isOnDeviceOnly(photo.channelId)))
      return ON_DEVICE;
    const checked = await this.check.check(bytes);
    const settled =
      'rejected' in checked
        ? await this.photos.settle(target.channelId, target.id, {
            state: 'REJECTED',
            issues: checked.rejected,
          })
        : await this.keep(target, checked.accepted, checked.issues);
    return answerFor(await this.find(target), settled);
  }

  /** The file first, then the row: a ready photo always has its file, and a file that lost the race goes. */
  private async keep(
    target: UploadTarget,
    { photo, digest, width, height }: PreparedPerson,
    issues: PictureIssue[],
  ): Promise<boolean> {
    const photoBlob = await this.put(target, photo);
    if (photoBlob === undefined) return false;
    const outcome = { state: 'READY' as const, issues, photoBlob, digest, width, height };
    const settled = await this.photos.settle(target.channelId, target.id, outcome);
    if (!settled) await this.discard(target, photoBlob);
    return settled;
  }

  /** Undefined when the folder vanished because the photo was deleted while its file was written. */
  private async put(target: UploadTarget, bytes: Uint8Array): Promise<BlobKey | undefined> {
    try {
      return await this.files.put(target.id, bytes);
    } catch (error) {
      if (await this.find(target)) throw error;
      return undefined;
    }
  }

  /** Equal bytes are one file: when the upload that came first sent the same photo, the file is that one's. */
  private async discard(target: UploadTarget, blob: BlobKey): Promise<void> {
    const photo = await this.find(target);
    if (!photo) await this.files.deleteFolders([PersonFiles.folderOf(target.id)]);
    else if (photo.photoBlob !== blob) await this.files.delete(blob);
  }

  private find({ channelId, id }: UploadTarget): Promise<PersonPhoto | null> {
    return this.photos.findLive(channelId, id);
  }
}

function answerFor(photo: PersonPhoto | null, settled: boolean): UploadAnswer {
  if (!photo) return GONE;
  const { id, state, issues } = photo;
  if (!settled) return { status: 409, body: { id, state, issues } };
  return { status: state === 'READY' ? 200 : 422, body: { id, state, issues } };
}
