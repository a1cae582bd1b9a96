import type { Lab } from './cielab.js';

/** Groups of skin tone by individual typology angle, lightest first. */
export const TONE_GROUPS = ['very light', 'light', 'intermediate', 'tan', 'brown', 'dark'] as const;

export type ToneGroup = (typeof TONE_GROUPS)[number];

/** Least angle of each group but the last, degrees (Chardon, Cretois, Hourseau 1991; Del Bino, Bernerd 2013). */
const LEAST_ANGLE = [55, 41, 28, 10, -30];

/**
 * Individual typology angle of a mean skin colour: arctan((L* − 50) ÷ b*), degrees (Chardon et al. 1991). Meant for
 * measured skin under D65: of a picture it says how light the skin *looks* in it, exposure included.
 */
export function typologyAngle({ l, b }: Lab): number {
  return (Math.atan2(l - 50, b) * 180) / Math.PI;
}

/** The group of a mean skin colour; a bound belongs to the darker group. */
export function toneGroup(skin: Lab): ToneGroup {
  const angle = typologyAngle(skin);
  const at = LEAST_ANGLE.findIndex((least) => angle > least);
  return TONE_GROUPS[at < 0 ? LEAST_ANGLE.length : at] ?? 'dark';
}
