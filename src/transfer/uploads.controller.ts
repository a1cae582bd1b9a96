import { Controller, Param, Put, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { PictureError } from '../images/picture-error.js';
import { InferenceBusyError } from '../inference/inference-busy-error.js';
import { StorageFullError } from '../storage/blob-store.js';
import { BodyError, readBody } from './read-body.js';
import { type SignatureQuery, SignedUrlService } from './signed-url.service.js';
import { type UploadAnswer, UploadRegistry } from './upload-registry.js';

/** Bytes that several uploads may hold in memory together, as multiples of the largest one. */
const MAX_CONCURRENT_UPLOADS = 16;

/** Takes the bytes of uploads that the GraphQL API has signed. Answers JSON `{…}` or `{"error": {"code", "message"}}`. */
@Controller('uploads')
export class UploadsController {
  private running = 0;

  constructor(
    private readonly config: Config,
    private readonly signedUrls: SignedUrlService,
    private readonly uploads: UploadRegistry,
  ) {}

  @Put(':kind/:channelId/:id/:option')
  async put(
    @Param() { kind, channelId, id, option }: { kind: string; channelId: string; id: string; option: string },
    @Query() query: SignatureQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const handler = this.uploads.find(kind);
    if (!handler || !this.signedUrls.verify('upload-url', ['uploads', kind, channelId, id, option], query)) {
      return refuse(
        response,
        403,
        'URL_NOT_VALID',
        'This upload URL is not valid or has expired; ask for a new one.',
      );
    }
    if (this.running >= MAX_CONCURRENT_UPLOADS) {
      response.setHeader('retry-after', '1');
      return refuse(response, 503, 'BUSY', 'Too many uploads at once; try again in a second.');
    }
    this.running++;
    try {
      const bytes = await readBody(request, handler.maxBytes, this.config.maxUploadSeconds * 1000);
      const answer: UploadAnswer = await handler.receive({ channelId, id, option }, bytes);
      response.status(answer.status).json(answer.body);
    } catch (error) {
      refuseFailed(response, error);
    } finally {
      this.running--;
    }
  }
}

function refuseFailed(response: Response, error: unknown): void {
  if (error instanceof BodyError) {
    return refuse(
      response,
      error.status,
      error.status === 413 ? 'TOO_MANY_BYTES' : 'UPLOAD_INCOMPLETE',
      error.message,
    );
  }
  if (error instanceof PictureError) return refuse(response, 422, error.code, error.message);
  if (error instanceof InferenceBusyError) {
    response.setHeader('retry-after', '1');
    return refuse(response, 503, 'BUSY', 'All workers are busy; try again in a second.');
  }
  if (error instanceof StorageFullError) return refuse(response, 507, 'STORAGE_FULL', error.message);
  throw error;
}

function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ error: { code, message } });
}
