import { createHash } from 'node:crypto';

/** SHA-256, as hex, over a picture's size and its sample planes: equal pixels give equal digests in every file format. */
export function digestPixels(width: number, height: number, ...planes: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(`${width}x${height};`);
  for (const plane of planes) hash.update(plane);
  return hash.digest('hex');
}
