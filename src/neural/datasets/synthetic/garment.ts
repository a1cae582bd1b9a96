import type { Random } from '../../random.js';
import { type GarmentCut, cutOutline, drawCut, USUAL_TRUNK } from './garment-cut.js';
import { acrossLimb, type Limb, straightLimb } from './limb.js';
import { gridMesh, lerp, type Point, smoothstep } from './mesh.js';
import { type Chest, drawPattern, type FrameSize, type Pattern } from './pattern.js';
import type { Side } from './person.js';
import type { Layer } from './scene.js';
import {
  armpitShare,
  neckShare,
  type TorsoOutline,
  torsoPoint,
  TRUNK_COLUMNS,
  trunkColumn,
} from './torso-outline.js';

/** A garment and where each of its points lies in its picture. */
export interface Garment {
  readonly cut: GarmentCut;
  readonly pattern: Pattern;
  /** Share of the shoulders' width that the neck's opening takes in the picture. */
  readonly neckShare: number;
  /** A point of the trunk ({@link torsoPoint}) in the picture, frame heights. */
  readonly trunkPlace: (u: number, v: number) => Point;
  /** A point of a sleeve in the picture, frame heights: {@link sleevePoint}. */
  readonly sleevePlace: (side: Side, s: number, across: number) => Point;
}

/** A sleeve and the limb in it. */
export interface Sleeve {
  readonly side: Side;
  /** The trunk that it is sewn to. */
  readonly outline: TorsoOutline;
  readonly limb: Limb;
  /** Share of the limb that it covers, and its length. */
  readonly reach: number;
  readonly length: number;
  /** Half width at a share of the limb. */
  readonly half: (t: number) => number;
  /** A point of the trunk: {@link torsoPoint}, bent as the cloth is. */
  readonly trunk: (u: number, v: number) => Point;
}

/** Sleeves overlap the trunk's cloth by this share of its half width: no gap opens at the seam. */
const SEAM = 0.95;
/** Length over which the shape of the armhole passes into that of the arm. */
const BLEND = 0.075;

/**
 * A point of a sleeve.
 *
 * @param s 0…1, from the armhole to the cuff
 * @param across 1 on the outer edge, −1 on the inner one
 */
export function sleevePoint(
  { side, outline, limb, reach, length, half, trunk }: Sleeve,
  s: number,
  across: number,
): Point {
  const seam = trunk(side * SEAM, ((1 - across) / 2) * armpitShare(outline));
  const arm = acrossLimb(limb.at(s * reach), side, across, half(s * reach));
  return lerp(seam, arm, smoothstep((s * length) / Math.min(BLEND, 0.8 * length)));
}

/** Draws a garment at random and lays it into the middle of a picture. */
export function drawGarment(random: Random, size: FrameSize): Garment {
  const cut = drawCut(random);
  const outline = cutOutline(cut, USUAL_TRUNK, 0.012 + cut.ease / 2, cut.neckShare);
  const trunk = (u: number, v: number): Point => torsoPoint(outline, u, v);
  const sleeves = { [-1]: flatSleeve(cut, outline, -1), [1]: flatSleeve(cut, outline, 1) };
  const bounds = boundsOf([
    ...grid((u, v) => trunk(trunkColumn(u, neckShare(outline)), v)),
    ...(cut.sleeve > 0 ? grid((u, v) => sleevePoint(sleeves[1], v, 2 * u - 1)) : []),
  ]);
  const aspect = size.width / size.height;
  const halfWidth = Math.max(Math.abs(bounds.left), bounds.right);
  const margin = 0.9 + 0.06 * random.uniform();
  const scale = margin * Math.min(aspect / (2 * halfWidth), 1 / (bounds.bottom - bounds.top));
  const top = (1 - scale * (bounds.bottom + bounds.top)) / 2;
  const place = ([x, y]: Point): Point => [aspect / 2 + scale * x, top + scale * y];
  const chest: Chest = { x: aspect / 2, y: top + scale * (cut.neckDepth + 0.115), half: scale * 0.1 };
  return {
    cut,
    pattern: drawPattern(random, chest, size),
    neckShare: neckShare(outline),
    trunkPlace: (u, v) => place(trunk(u, v)),
    sleevePlace: (side, s, across) => place(sleevePoint(sleeves[side], s, across)),
  };
}

/** The garment as it lies in its picture, the inside of its back behind it. */
export function flatLayers(garment: Garment, { height, width }: FrameSize): Layer[] {
  const { cut, pattern, trunkPlace, sleevePlace } = garment;
  const aspect = width / height;
  const cloth = (place: (u: number, v: number) => Point, colour: Layer['colour']): Layer => ({
    mesh: gridMesh(TRUNK_COLUMNS, 12, (u, v) => {
      const [x, y] = place(u, v);
      return [x, y, ...pictureCoordinates([x, y], aspect), 1];
    }),
    colour,
    label: 0,
    bodyPart: 0,
    worn: true,
  });
  const opening = garment.neckShare;
  const back = (u: number, v: number): Point => {
    const across = (2 * u - 1) * opening;
    const [x, y] = trunkPlace(across, 0);
    const seam = trunkPlace(opening, 0)[1];
    return [x, seam + (0.18 + 0.82 * v) * (y - seam)];
  };
  const layers = [
    cloth(back, pattern.inside),
    cloth((u, v) => trunkPlace(trunkColumn(u, opening), v), pattern.front),
  ];
  if (cut.sleeve === 0) return layers;
  for (const side of [-1, 1] as const) {
    layers.push(cloth((u, v) => sleevePlace(side, v, 2 * u - 1), pattern.front));
  }
  return layers;
}

/** Place in a picture, frame heights, as −1…1 of its width and height. */
export function pictureCoordinates([x, y]: Point, aspect: number): Point {
  return [(2 * x) / aspect - 1, 2 * y - 1];
}

function flatSleeve(cut: GarmentCut, outline: TorsoOutline, side: Side): Sleeve {
  const [shoulder, armpit] = [torsoPoint(outline, side, 0), torsoPoint(outline, side, armpitShare(outline))];
  const root = lerp(shoulder, armpit, 0.5);
  const direction: Point = [side * Math.sin(cut.sleeveAngle), Math.cos(cut.sleeveAngle)];
  const length = 0.34 * cut.sleeve;
  return {
    side,
    outline,
    limb: straightLimb(root, direction, length),
    reach: 1,
    length,
    half: (t) => 0.052 - 0.024 * t * cut.sleeve,
    trunk: (u, v) => torsoPoint(outline, u, v),
  };
}

function grid(point: (u: number, v: number) => Point): Point[] {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  return steps.flatMap((u) => steps.map((v) => point(u, v)));
}

function boundsOf(points: readonly Point[]): { left: number; right: number; top: number; bottom: number } {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
