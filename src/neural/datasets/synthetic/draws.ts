import type { Random } from '../../random.js';

/** Evenly distributed, low ≤ x < high. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

/** True with a probability. */
export function chance(random: Random, probability: number): boolean {
  return random.uniform() < probability;
}

/** One of some choices, each as likely. */
export function pick<T>(random: Random, choices: readonly [T, ...(readonly T[])]): T {
  return choices[random.integer(choices.length)] ?? choices[0];
}
