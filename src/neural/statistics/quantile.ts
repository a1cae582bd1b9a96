/**
 * The value below which the share `q` lies, interpolated linearly between order statistics (NumPy's default rule).
 *
 * @param sorted ascending, not empty
 * @param q 0…1
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at % 1);
}
