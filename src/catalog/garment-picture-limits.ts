import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { PictureLimits } from '../images/decode-picture.js';

/** What an uploaded product picture may cost. */
@Injectable()
export class GarmentPictureLimits implements PictureLimits {
  readonly maxBytes: number;
  readonly maxPixels: number;
  readonly timeoutSeconds = 20;

  constructor({ maxUploadBytes, maxPicturePixels }: Config) {
    this.maxBytes = maxUploadBytes;
    this.maxPixels = maxPicturePixels;
  }
}
