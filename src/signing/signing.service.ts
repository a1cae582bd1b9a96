import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './signing-key.js';

/** What a signature may be for; each has its own key. */
export type SigningPurpose =
  | 'upload-url'
  | 'picture-url'
  | 'device-model-url'
  | 'deletion-receipt'
  | 'shopper-token'
  | 'demo-shop-key'
  | 'study-link'
  | 'report-url';

/** HMAC-SHA-256 (RFC 2104) signatures of this installation, base64url. */
export class SigningService {
  private readonly keys = new Map<SigningPurpose, Buffer>();

  constructor(private readonly secret: string) {}

  /** Signs the parts; their boundaries are part of what is signed. */
  sign(purpose: SigningPurpose, parts: readonly string[]): string {
    return createHmac('sha256', this.key(purpose)).update(JSON.stringify(parts)).digest('base64url');
  }

  /** Compares in constant time. */
  verify(purpose: SigningPurpose, parts: readonly string[], signature: string): boolean {
    const expected = Buffer.from(this.sign(purpose, parts));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  /** The raw key, for formats that sign by themselves (JWT). */
  key(purpose: SigningPurpose): Buffer {
    const known = this.keys.get(purpose) ?? deriveKey(this.secret, purpose);
    this.keys.set(purpose, known);
    return known;
  }
}
