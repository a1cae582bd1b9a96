import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RequestContext } from '../access/request-context.js';
import type { Upload } from '../api/admin-api.types.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import {
  type UploadAnswer,
  type UploadHandler,
  UploadRegistry,
  type UploadTarget,
} from '../transfer/upload-registry.js';
import { GarmentPictureLimits } from './garment-picture-limits.js';
import { PRIMARY_POSITION } from './garment-picture.repository.js';
import { GarmentPictureService, MAX_PICTURES, type PictureRefusal } from './garment-picture.service.js';
import { GarmentRepository } from './garment.repository.js';
import { PICTURE_MEDIA_TYPES, uploadGrant } from './upload-grant.js';

const REFUSALS: Readonly<Record<PictureRefusal, UploadAnswer>> = {
  NOT_FOUND: {
    status: 404,
    body: { error: { code: 'NOT_FOUND', message: 'There is no such garment any more.' } },
  },
  TOO_MANY: {
    status: 409,
    body: {
      error: {
        code: 'TOO_MANY_PICTURES',
        message: `A garment has at most ${MAX_PICTURES} pictures; replace the first one instead.`,
      },
    },
  },
};

/** Takes the bytes of product pictures. */
@Injectable()
export class GarmentPictureUpload implements UploadHandler, OnModuleInit {
  readonly kind = 'garment-picture';
  readonly maxBytes: number;

  constructor(
    limits: GarmentPictureLimits,
    private readonly garments: GarmentRepository,
    private readonly pictures: GarmentPictureService,
    private readonly signedUrls: SignedUrlService,
    private readonly uploads: UploadRegistry,
  ) {
    this.maxBytes = limits.maxBytes;
  }

  onModuleInit(): void {
    this.uploads.register(this);
  }

  /** Permission to send one picture of a garment, as the first one or behind the others. */
  async grant(
    { channel }: RequestContext,
    garmentId: string,
    { primary }: { readonly primary: boolean },
  ): Promise<Upload | 'NOT_FOUND'> {
    if (!(await this.garments.find(channel.id, garmentId))) return 'NOT_FOUND';
    const url = this.signedUrls.upload([this.kind, channel.id, garmentId, primary ? 'primary' : 'extra']);
    return uploadGrant(url, this.maxBytes, PICTURE_MEDIA_TYPES);
  }

  async receive({ channelId, id: garmentId, option }: UploadTarget, bytes: Buffer): Promise<UploadAnswer> {
    const picture = await this.pictures.store(channelId, garmentId, bytes, { primary: option === 'primary' });
    if (typeof picture === 'string') return REFUSALS[picture];
    const { id, position } = picture;
    return { status: 200, body: { id, garmentId, primary: position === PRIMARY_POSITION } };
  }
}
