/** Light for each sRGB value, 0…1 (IEC 61966-2-1). */
export const LINEAR_LIGHT = Float32Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Fine enough that the steepest part of the curve skips no value. */
const STEPS = 4096;

const VALUES = Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
  const light = step / STEPS;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});

/** The sRGB value, 0…255, of light from 0; what is above 1 is cut off. */
export function toValue(light: number): number {
  return light >= 1 ? 255 : VALUES[(light * STEPS + 0.5) | 0]!;
}
