import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeyKind } from './api-key.entity.js';

const PREFIX: Readonly<Record<ApiKeyKind, string>> = { SHOP: 'tf_pk_', ADMIN: 'tf_sk_' };
const HINT_LENGTH = 12;

/** A new key: a prefix that tells its kind and 256 random bits, base64url. */
export function generateKey(kind: ApiKeyKind): string {
  return PREFIX[kind] + randomBytes(32).toString('base64url');
}

/** Whether the text has the form of a key of this kind, so that anything else is refused without a look-up. */
export function looksLikeKey(kind: ApiKeyKind, text: string): boolean {
  return text.startsWith(PREFIX[kind]) && text.length >= PREFIX[kind].length + 32 && text.length <= 200;
}

/** SHA-256, hex: what is stored of a key. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The beginning of a key that may be shown. */
export function hintOf(key: string): string {
  return key.slice(0, HINT_LENGTH);
}
