import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ACCEPTED_PICTURE_TYPES } from '../images/picture-type.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';

/** Kind of the upload endpoint that takes people's photos. */
export const PERSON_UPLOAD_KIND = 'person-photo';

/** How to send a photo's bytes. */
export interface UploadTicket {
  readonly uploadUrl: string;
  readonly uploadMethod: 'PUT';
  readonly uploadExpiresAt: Date;
  readonly maxBytes: number;
  readonly acceptedMediaTypes: string[];
}

/** Writes tickets for photos whose consent is recorded. */
@Injectable()
export class PersonUploadTickets {
  constructor(
    private readonly config: Config,
    private readonly signedUrls: SignedUrlService,
  ) {}

  /** A ticket for one photo of the channel. The endpoint takes bytes once. */
  issue(channelId: string, photoId: string): UploadTicket {
    const { url, expiresAt } = this.signedUrls.upload([PERSON_UPLOAD_KIND, channelId, photoId, 'photo']);
    return {
      uploadUrl: url,
      uploadMethod: 'PUT',
      uploadExpiresAt: expiresAt,
      maxBytes: this.config.maxUploadBytes,
      acceptedMediaTypes: ACCEPTED_PICTURE_TYPES.map((type) => `image/${type}`),
    };
  }
}
