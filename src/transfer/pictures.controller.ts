import { Controller, Get, Inject, NotFoundException, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { BLOB_STORE, BlobNotFoundError, type BlobStore } from '../storage/blob-store.js';
import { PictureRegistry } from './picture-registry.js';
import { type SignatureQuery, SignedUrlService } from './signed-url.service.js';

/** Serves the pictures behind signed URLs; the row is asked each time, so that what was deleted is gone at once. */
@Controller('pictures')
export class PicturesController {
  constructor(
    private readonly signedUrls: SignedUrlService,
    private readonly pictures: PictureRegistry,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  @Get(':kind/:id')
  async get(
    @Param() { kind, id }: { kind: string; id: string },
    @Query() query: SignatureQuery,
    @Res() response: Response,
  ): Promise<void> {
    const valid = this.signedUrls.verify('picture-url', ['pictures', kind, id], query);
    const picture = valid ? await this.pictures.find(kind)?.find(id) : undefined;
    if (!picture) throw new NotFoundException('This picture is gone or its URL has expired.');
    const bytes = await this.blobs.get(picture.blob).catch((error: unknown) => {
      throw error instanceof BlobNotFoundError ? new NotFoundException(error.message) : error;
    });
    const seconds = Math.max(0, Math.floor((Number(query.expires) - Date.now()) / 1000));
    response
      .setHeader('content-type', picture.mediaType)
      .setHeader(
        'cache-control',
        picture.showsShopper ? 'private, no-store' : `public, max-age=${seconds}, immutable`,
      )
      .setHeader('x-content-type-options', 'nosniff')
      .setHeader('content-security-policy', "default-src 'none'; sandbox")
      .setHeader('cross-origin-resource-policy', 'cross-origin')
      .setHeader('access-control-allow-origin', '*')
      .setHeader('referrer-policy', 'no-referrer')
      .end(bytes);
  }
}
