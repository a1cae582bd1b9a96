/**
 * Reproducible numbers in −1…1, shuffled steps of 2 ÷ count: no two are equal and none lies close to 0, so that kinks
 * of operators are kept clear of.
 */
export function randomValues(count: number, seed: number): Float32Array {
  const values = Float32Array.from({ length: count }, (_, i) => ((i + 0.5) / count) * 2 - 1);
  let state = seed * 2654435761;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [values[i], values[j]] = [values[j] ?? 0, values[i] ?? 0];
  }
  return values;
}
