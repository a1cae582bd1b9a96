/** Bits of float32 numbers: 65,520, the least that would round to infinity; 2⁻¹⁴, where normal 16-bit floats begin; 2⁻²⁵. */
const [OVERFLOW, NORMAL, HALF_OF_SMALLEST] = [0x477ff000, 0x38800000, 0x33000000];

/** The difference of the exponents' biases, 127 − 15, and that of the fractions' lengths, 23 − 10. */
const [REBIAS, DROPPED] = [112 << 23, 13];

/**
 * The nearest 16-bit floats (IEEE 754 binary16: sign 1, exponent 5 with bias 15, fraction 10), ties to even, as bits.
 *
 * @throws RangeError for what a 16-bit float cannot be: not a number, infinite, or from ±65,520 on
 */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) {
    const magnitude = (bits[i] ?? 0) & 0x7fffffff;
    if (magnitude >= OVERFLOW) throw new RangeError(`${values[i]} is beyond 16-bit floats`);
    halves[i] =
      (((bits[i] ?? 0) >>> 16) & 0x8000) | (magnitude < NORMAL ? small(magnitude) : normal(magnitude));
  }
  return halves;
}

/** A fraction that rounds up to 2 carries into the exponent by itself. */
function normal(magnitude: number): number {
  return roundedShift(magnitude - REBIAS, DROPPED);
}

/** Multiples of 2⁻²⁴: the fraction with its hidden 1 is in units of 2^(exponent − 150). */
function small(magnitude: number): number {
  if (magnitude < HALF_OF_SMALLEST) return 0;
  return roundedShift((magnitude & 0x7fffff) | 0x800000, 126 - (magnitude >>> 23));
}

/** value ÷ 2^by to the nearest whole number, ties to even. */
function roundedShift(value: number, by: number): number {
  return (value + (1 << (by - 1)) - 1 + ((value >>> by) & 1)) >>> by;
}
