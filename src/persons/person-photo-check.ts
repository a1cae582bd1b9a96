import { Inject, Injectable } from '@nestjs/common';
import type { PictureIssue } from '../api/shop-api.types.js';
import { Config } from '../config/config.js';
import { PictureError } from '../images/picture-error.js';
import { PERSON_PHOTO_MINIMUM } from '../images/person-photo-minimum.js';
import type { PreparedPerson } from '../images/prepare-person.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';

/** Longest time that decoding one photo may take, in seconds. */
const DECODE_SECONDS = 10;

/** A photo that can be used, with its warnings, or why it cannot. */
export type CheckedPhoto =
  | { readonly accepted: PreparedPerson; readonly issues: PictureIssue[] }
  | { readonly rejected: PictureIssue[] };

/** Decodes, normalises and judges photos, in a worker. */
@Injectable()
export class PersonPhotoCheck {
  constructor(
    private readonly config: Config,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
  ) {}

  /**
   * A file that is no usable picture is rejected like a photo that is too dark: its uploader needs to hear the same.
   *
   * @throws InferenceBusyError
   */
  async check(bytes: Uint8Array): Promise<CheckedPhoto> {
    try {
      const accepted = await this.inference.preparePerson(bytes, {
        maxBytes: this.config.maxUploadBytes,
        maxPixels: this.config.maxPicturePixels,
        timeoutSeconds: DECODE_SECONDS,
        maxSide: this.config.maxPersonSide,
        ...PERSON_PHOTO_MINIMUM,
      });
      const issues = accepted.issues.map(({ code, severity, message }): PictureIssue => {
        return { code, severity: severity === 'error' ? 'ERROR' : 'WARNING', message };
      });
      return issues.some(({ severity }) => severity === 'ERROR')
        ? { rejected: issues }
        : { accepted, issues };
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      return { rejected: [{ code: error.code, severity: 'ERROR', message: error.message }] };
    }
  }
}
