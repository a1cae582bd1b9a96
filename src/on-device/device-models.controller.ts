import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type SignatureQuery, SignedUrlService } from '../transfer/signed-url.service.js';
import { DeviceModelService } from './device-model.service.js';

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the parts of the model behind signed URLs, which the shop API gives to pages with a publishable key. A part is
 * named by its digest and never changes, so that the browser may keep it for good; shared caches may not, since they would
 * not look at the signature.
 */
@Controller('device-models')
export class DeviceModelsController {
  constructor(
    private readonly signedUrls: SignedUrlService,
    private readonly models: DeviceModelService,
  ) {}

  @Get(':sha256')
  async get(
    @Param('sha256') sha256: string,
    @Query() query: SignatureQuery,
    @Res() response: Response,
  ): Promise<void> {
    const valid = this.signedUrls.verify('device-model-url', ['device-models', sha256], query);
    const part = valid ? await this.models.findPart(sha256) : undefined;
    if (!part) {
      throw new NotFoundException(
        'This model is not offered any more, or its URL has expired; ask for deviceModel.',
      );
    }
    response
      .setHeader('content-type', 'application/octet-stream')
      .setHeader('content-length', part.bytes.byteLength)
      .setHeader('etag', `"${sha256}"`)
      .setHeader('cache-control', `private, max-age=${YEAR_SECONDS}, immutable, no-transform`)
      .setHeader('x-content-type-options', 'nosniff')
      .setHeader('content-security-policy', "default-src 'none'; sandbox")
      .setHeader('cross-origin-resource-policy', 'cross-origin')
      .setHeader('access-control-allow-origin', '*')
      .setHeader('referrer-policy', 'no-referrer')
      .end(part.bytes);
  }
}
