import type { NamedWeights } from './named-weights.js';

/**
 * Weights between two sets of the same networks, value by value. What lies half way between the weights that a training
 * began with and those that it ended with is often better than either (Wortsman et al. 2022, arXiv:2109.01903).
 *
 * @param share how much of `other`, 0…1; what `other` has not stays as it is
 * @throws TypeError when weights of one name differ in size
 */
export function mixWeights(weights: NamedWeights, other: NamedWeights, share: number): NamedWeights {
  return new Map(
    [...weights].map(([name, values]) => {
      const others = other.get(name);
      if (!others) return [name, values];
      if (others.length !== values.length) throw new TypeError(`The two sets differ in ${name}.`);
      return [name, values.map((value, i) => (1 - share) * value + share * others[i]!)];
    }),
  );
}
