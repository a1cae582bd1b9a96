import type { Upload } from '../api/admin-api.types.js';
import type { SignedUrl } from '../transfer/signed-url.service.js';

/** Formats in which product pictures are taken. */
export const PICTURE_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'];

/** How the API tells a client where to send its bytes. */
export function uploadGrant(url: SignedUrl, maxBytes: number, acceptedMediaTypes: string[]): Upload {
  return {
    uploadUrl: url.url,
    uploadMethod: 'PUT',
    uploadExpiresAt: url.expiresAt,
    maxBytes,
    acceptedMediaTypes,
  };
}
