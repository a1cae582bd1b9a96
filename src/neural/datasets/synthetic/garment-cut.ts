import type { Random } from '../../random.js';
import { between, pick } from './draws.js';
import type { Trunk } from './person.js';
import { halfWidthAt, type Neckline, type TorsoOutline } from './torso-outline.js';

/** How a garment is cut; lengths in body units. */
export interface GarmentCut {
  readonly kind: 'tank' | 'short sleeves' | 'half sleeves' | 'long sleeves';
  /** From shoulder towards wrist, as a share of the arm; 0: none. */
  readonly sleeve: number;
  readonly neckline: Neckline;
  /** Share of the shoulder's width that the neck's opening takes in the garment picture. */
  readonly neckShare: number;
  readonly neckDepth: number;
  readonly hemY: number;
  readonly hemDrop: number;
  /** Added to half the width of trunk and arms when worn. */
  readonly ease: number;
  /** Angle of the sleeve from straight down in the garment picture, radians. */
  readonly sleeveAngle: number;
}

/** A trunk of the usual size: garments are cut for it. */
export const USUAL_TRUNK: Trunk = { shoulderHalf: 0.128, waistHalf: 0.108, hipHalf: 0.115 };

/** Draws a cut at random. */
export function drawCut(random: Random): GarmentCut {
  const kind = pick<GarmentCut['kind']>(random, [
    'tank',
    'short sleeves',
    'short sleeves',
    'half sleeves',
    'long sleeves',
  ]);
  const neckline = pick<Neckline>(random, ['round', 'round', 'pointed', 'boat']);
  const depth = { round: [0.035, 0.075], pointed: [0.06, 0.12], boat: [0.02, 0.035] } as const;
  const [shallow, deep] = depth[neckline];
  const tank = kind === 'tank';
  return {
    kind,
    sleeve: SLEEVES[kind](random),
    neckline,
    neckShare: tank || neckline === 'boat' ? between(random, 0.48, 0.6) : between(random, 0.36, 0.46),
    neckDepth: between(random, shallow, deep) + (tank ? 0.02 : 0),
    hemY: between(random, 0.38, 0.47),
    hemDrop: between(random, 0, 0.015),
    ease: between(random, 0.004, 0.016),
    sleeveAngle: kind === 'long sleeves' ? between(random, 0.2, 0.34) : between(random, 0.5, 0.9),
  };
}

/**
 * Outline of the garment's trunk around a body.
 *
 * @param ease added to half widths
 * @param neckShare share of the shoulder's width that the neck's opening takes
 */
export function cutOutline(cut: GarmentCut, trunk: Trunk, ease: number, neckShare: number): TorsoOutline {
  const { neckline, neckDepth, hemY, hemDrop } = cut;
  const { shoulderHalf, waistHalf, hipHalf } = trunk;
  const chest = shoulderHalf - 0.022 + ease;
  const armpitY = 0.135;
  const tank = cut.kind === 'tank';
  const seam = tank ? shoulderHalf * 0.72 : shoulderHalf + 0.004;
  const shoulderY = tank ? 0.022 : 0.034;
  const hem = halfWidthAt(
    [
      [armpitY, chest],
      [0.24, waistHalf + ease],
      [0.38, hipHalf + ease],
    ],
    hemY,
  );
  return {
    neckline,
    neckHalf: seam * neckShare,
    neckDepth,
    neckTop: -0.006,
    sides: [
      [shoulderY, seam],
      [0.07, tank ? seam * 0.96 : chest + (seam - chest) * 0.6],
      [armpitY, chest],
      [0.24, Math.max(waistHalf + ease, chest - 0.012)],
      [hemY, hem],
    ],
    armpitY,
    hemY,
    hemDrop,
  };
}

const SLEEVES: Readonly<Record<GarmentCut['kind'], (random: Random) => number>> = {
  tank: () => 0,
  'short sleeves': (random) => between(random, 0.26, 0.4),
  'half sleeves': (random) => between(random, 0.55, 0.75),
  'long sleeves': (random) => between(random, 0.93, 1),
};
