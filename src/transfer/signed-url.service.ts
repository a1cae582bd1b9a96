import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { type SigningPurpose, SigningService } from '../signing/signing.service.js';
import { ServerAddress } from './server-address.js';

/** A URL that works until it expires. */
export interface SignedUrl {
  readonly url: string;
  readonly expiresAt: Date;
}

/** What a URL's query carries besides its path. */
export interface SignatureQuery {
  readonly expires?: string;
  readonly signature?: string;
}

/**
 * URLs that are their own permission. The signature covers the path and the expiry; neither names a file or a person,
 * only a row's random id; a model's file is named by its digest, which is no secret.
 */
@Injectable()
export class SignedUrlService {
  constructor(
    private readonly config: Config,
    private readonly signing: SigningService,
    private readonly address: ServerAddress,
  ) {}

  /** For one PUT of an upload's bytes. */
  upload(path: readonly string[]): SignedUrl {
    return this.sign('upload-url', ['uploads', ...path], Date.now() + this.config.uploadUrlSeconds * 1000);
  }

  /**
   * For reading a picture. The expiry is rounded up to a step, so that a page asked for twice shows the same URLs and
   * browsers keep what they have.
   * @param notAfter instant at which the picture itself is deleted
   */
  picture(path: readonly string[], notAfter?: Date | null): SignedUrl {
    const expiresMs = Math.min(this.steppedExpiry(), notAfter?.getTime() ?? Infinity);
    return this.sign('picture-url', ['pictures', ...path], expiresMs);
  }

  /**
   * For downloading a part of a model to a shopper's device; its expiry is stepped like a picture's.
   * @param sha256 of the file, hex
   */
  deviceModel(sha256: string): SignedUrl {
    return this.sign('device-model-url', ['device-models', sha256], this.steppedExpiry());
  }

  /** For reading the report of an evaluation. */
  report(evaluationId: string): SignedUrl {
    return this.sign('report-url', ['reports', evaluationId], this.steppedExpiry());
  }

  /** Whether the query's signature is ours for this path and has not expired. */
  verify(purpose: SigningPurpose, path: readonly string[], { expires, signature }: SignatureQuery): boolean {
    if (expires === undefined || signature === undefined || !/^\d{1,16}$/.test(expires)) return false;
    return Number(expires) > Date.now() && this.signing.verify(purpose, [...path, expires], signature);
  }

  private steppedExpiry(): number {
    const stepMs = (this.config.pictureUrlSeconds * 1000) / 4;
    return Math.ceil((Date.now() + 3 * stepMs) / stepMs) * stepMs;
  }

  private sign(purpose: SigningPurpose, path: readonly string[], expiresMs: number): SignedUrl {
    const expires = String(Math.floor(expiresMs));
    const query = new URLSearchParams({ expires, signature: this.signing.sign(purpose, [...path, expires]) });
    return {
      url: `${this.address.origin}/${path.join('/')}?${query.toString()}`,
      expiresAt: new Date(Number(expires)),
    };
  }
}
