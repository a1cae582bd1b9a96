import type { GarmentInput } from './student-runner.js';

/** A picture of 0…255 as −1…1. */
export function toSigned(picture: Uint8Array): Float32Array {
  return Float32Array.from(picture, (value) => value / 127.5 - 1);
}

/**
 * A garment as a student takes it: what lies outside of the mask is 0.
 *
 * @param picture [3, plane], 0…255
 * @param mask [plane], garment from 128 on
 */
export function toGarmentInput(picture: Uint8Array, mask: Uint8Array): GarmentInput {
  const hard = Float32Array.from(mask, (value) => (value >= 128 ? 1 : 0));
  const garment = Float32Array.from(picture, (value, i) => (value / 127.5 - 1) * hard[i % hard.length]!);
  return { garment, mask: hard };
}
