/**
 * Krippendorff's alpha for two nominal values (Krippendorff 2004, section 11.3): 1 − observed ÷ expected disagreement,
 * over units that at least two raters judged. Raters may each have judged other units.
 *
 * @param units how often each unit was given the first and the second value
 * @returns 1 for full agreement, 0 as by chance, below 0 for worse; null when no two raters judged the same unit, or
 * all judgements are the same, which leaves nothing to disagree by chance
 */
export function nominalAgreement(units: readonly (readonly [number, number])[]): number | null {
  let [first, second, disagreement] = [0, 0, 0];
  for (const [a, b] of units) {
    if (a + b < 2) continue;
    first += a;
    second += b;
    disagreement += (2 * a * b) / (a + b - 1);
  }
  const total = first + second;
  if (first === 0 || second === 0) return null;
  const expected = (2 * first * second) / (total - 1);
  return 1 - disagreement / expected;
}
