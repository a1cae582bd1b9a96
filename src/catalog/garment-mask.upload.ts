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
import { GarmentMaskService } from './garment-mask.service.js';
import { GarmentPictureLimits } from './garment-picture-limits.js';
import { uploadGrant } from './upload-grant.js';

const REPLACED: UploadAnswer = {
  status: 404,
  body: {
    error: {
      code: 'NOT_FOUND',
      message: 'The picture that this mask was drawn for has been replaced; draw it on the new one.',
    },
  },
};

/** Takes the bytes of masks that people draw. */
@Injectable()
export class GarmentMaskUpload implements UploadHandler, OnModuleInit {
  readonly kind = 'garment-mask';
  readonly maxBytes: number;

  constructor(
    limits: GarmentPictureLimits,
    private readonly masks: GarmentMaskService,
    private readonly signedUrls: SignedUrlService,
    private readonly uploads: UploadRegistry,
  ) {
    this.maxBytes = limits.maxBytes;
  }

  onModuleInit(): void {
    this.uploads.register(this);
  }

  /** Permission to send a mask for the garment's first picture as it is now. */
  async grant(ctx: RequestContext, garmentId: string): Promise<Upload | 'NOT_FOUND' | 'NOT_READY'> {
    const found = await this.masks.pictureToMask(ctx, garmentId);
    if (typeof found === 'string') return found;
    const url = this.signedUrls.upload([this.kind, ctx.channel.id, found.pictureId, 'hand-made']);
    return uploadGrant(url, this.maxBytes, ['image/png']);
  }

  async receive({ channelId, id: pictureId }: UploadTarget, bytes: Buffer): Promise<UploadAnswer> {
    const stored = await this.masks.store(channelId, pictureId, bytes);
    return stored === 'NOT_FOUND' ? REPLACED : { status: 200, body: stored };
  }
}
