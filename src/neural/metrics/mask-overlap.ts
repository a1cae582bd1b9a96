/**
 * Intersection over union of two masks (Jaccard 1912), 0…1; 1 when both are empty.
 *
 * @param a where values are above ½ the mask is set
 * @param b as many values
 */
export function intersectionOverUnion(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [inA, inB] = [a[i]! > 0.5, b[i]! > 0.5];
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return either === 0 ? 1 : both / either;
}
