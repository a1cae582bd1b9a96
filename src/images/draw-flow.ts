import type { RgbPicture } from './picture.js';

/** Share of the garment from which a pixel counts when the largest displacement is looked for. */
const SOLID = 0.5;

/**
 * Draws an appearance flow with the colour wheel of optical flow: hue is the direction to where the garment is sampled
 * (red: to the right, then over yellow, downwards), saturation its distance relative to the largest on the garment.
 * White samples its own place, black is outside the garment.
 *
 * @param flow [2, height, width]: absolute sampling position x, y, −1…1, align_corners=false
 * @param composition [1, height, width], 0…1: share of the garment
 */
export function drawFlow(
  flow: Float32Array,
  composition: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
): RgbPicture {
  const pixels = width * height;
  const aspect = height / width;
  const dx = new Float32Array(pixels);
  const dy = new Float32Array(pixels);
  let largest = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      dx[i] = flow[i]! - ((2 * x + 1) / width - 1);
      dy[i] = (flow[pixels + i]! - ((2 * y + 1) / height - 1)) * aspect;
      if (composition[i]! >= SOLID) largest = Math.max(largest, Math.hypot(dx[i]!, dy[i]!));
    }
  }
  const data = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const saturation = largest > 0 ? Math.min(1, Math.hypot(dx[i]!, dy[i]!) / largest) : 0;
    const value = Math.min(1, Math.max(0, composition[i]!));
    data.set(hsvToRgb(Math.atan2(dy[i]!, dx[i]!), saturation, value), i * 3);
  }
  return { width, height, data };
}

/**
 * Colour of a hue (radians), saturation and value (0…1) as 8-bit RGB; channel n of f(n) = v − v·s·max(0, min(k, 4 − k,
 * 1)), k = (n + hue / 60°) mod 6, n = 5, 3, 1 (Smith, "Color gamut transform pairs", 1978, in its closed form).
 */
function hsvToRgb(hue: number, saturation: number, value: number): [number, number, number] {
  const sector = ((hue / Math.PI) * 3 + 6) % 6;
  const channel = (n: number): number => {
    const k = (n + sector) % 6;
    return Math.round(255 * (value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}
