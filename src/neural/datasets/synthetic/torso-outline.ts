import { type Point, smoothstep } from './mesh.js';

/** How a neckline runs from its deepest point (0) to the shoulders (1). */
export type Neckline = 'round' | 'pointed' | 'boat';

/** Outline of a torso or of the cloth around it, in body units about the middle of the neck's base. */
export interface TorsoOutline {
  readonly neckline: Neckline;
  /** Half the width of the neck's opening, and its depth below `neckTop`. */
  readonly neckHalf: number;
  readonly neckDepth: number;
  /** Height of the seam where it meets the neck's opening. */
  readonly neckTop: number;
  /** Half widths at heights, downwards; the first is the end of the shoulder seam. */
  readonly sides: readonly [Point, Point, ...Point[]];
  readonly armpitY: number;
  readonly hemY: number;
  /** How far the middle of the hem hangs below its ends. */
  readonly hemDrop: number;
}

/**
 * A place on the torso.
 *
 * @param u −1…1, from the viewer's left side to the right one
 * @param v 0…1, from neckline and shoulder seams to the hem
 */
export function torsoPoint(outline: TorsoOutline, u: number, v: number): Point {
  const top = topOf(outline, u);
  const y = top + v * (outline.hemY + outline.hemDrop * (1 - u * u) - top);
  return [u * halfWidthAt(outline.sides, y), y];
}

/** Half the width at a height; constant beyond the ends. */
export function halfWidthAt(sides: TorsoOutline['sides'], y: number): number {
  let [upperY, half] = sides[0];
  for (const [lowerY, lowerHalf] of sides) {
    if (y < lowerY) return half + (lowerHalf - half) * smoothstep((y - upperY) / (lowerY - upperY));
    [upperY, half] = [lowerY, lowerHalf];
  }
  return half;
}

/** Where the armhole ends, as v of {@link torsoPoint} at the sides. */
export function armpitShare({ sides, armpitY, hemY }: TorsoOutline): number {
  return (armpitY - sides[0][0]) / (hemY - sides[0][0]);
}

/** Half the neck's opening as a share of the shoulders: |u| at its ends. */
export function neckShare({ neckHalf, sides }: TorsoOutline): number {
  return neckHalf / sides[0][1];
}

/**
 * Columns of a mesh over the trunk such that one begins at each end of the neck's opening, where the edge has a corner.
 *
 * @param share 0…1 over a mesh of {@link TRUNK_COLUMNS}
 * @param opening |u| at the opening's ends
 * @returns u, −1…1
 */
export function trunkColumn(share: number, opening: number): number {
  const across = 2 * share - 1;
  const size = Math.abs(across);
  const u = size <= 0.5 ? 2 * size * opening : opening + (2 * size - 1) * (1 - opening);
  return Math.sign(across) * u;
}

/** A multiple of four: see {@link trunkColumn}. */
export const TRUNK_COLUMNS = 16;

function topOf(outline: TorsoOutline, u: number): number {
  const { neckline, neckDepth, neckTop, sides } = outline;
  const opening = neckShare(outline);
  const r = Math.abs(u) / opening;
  if (r >= 1) return neckTop + ((sides[0][0] - neckTop) * (Math.abs(u) - opening)) / (1 - opening);
  return neckTop + neckDepth * NECKLINES[neckline](r);
}

const NECKLINES: Readonly<Record<Neckline, (r: number) => number>> = {
  round: (r) => Math.sqrt(1 - r * r),
  pointed: (r) => 1 - r,
  boat: (r) => 1 - r * r,
};
