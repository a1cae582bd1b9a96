/** A WebAssembly module whose only function is () → v128, a splat and its bit counts: valid only where there is SIMD. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0],
  ...[65, 0, 253, 15, 253, 98, 11],
);

/** Memory in GiB below which the runtime and a photo's pixels may be too much for a tab. */
const LEAST_MEMORY = 2;

/**
 * Whether the browser has everything that a try-on on the device needs: WebAssembly with SIMD (also allowed by the page's
 * policy), canvas outside of the page, decompression, digests (secure contexts only).
 */
export function isDeviceAble(): boolean {
  const parts = ['OffscreenCanvas', 'createImageBitmap', 'DecompressionStream', 'crypto', 'WebAssembly'];
  if (!parts.every((name) => name in globalThis) || !('subtle' in crypto)) return false;
  return WebAssembly.validate(SIMD_MODULE);
}

/** Whether the device is also strong enough that a shop which leaves the choice should use it. */
export function isDeviceStrong(): boolean {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return isDeviceAble() && (deviceMemory ?? LEAST_MEMORY) >= LEAST_MEMORY;
}
