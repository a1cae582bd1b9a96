import { lerp, type Point } from './mesh.js';

/** A place on the middle line of a limb and the unit direction in which it runs on. */
export interface LimbPlace {
  readonly point: Point;
  readonly direction: Point;
}

/** The middle line of a limb. */
export interface Limb {
  /** @param t 0…1, from its root to its end */
  readonly at: (t: number) => LimbPlace;
  /** Share of the length at which it bends. */
  readonly jointAt: number;
}

/** Rounding of a joint as a share of the limb. */
const ROUNDING = 0.12;

/** A limb of two straight parts and a joint rounded by a quadratic Bézier curve. */
export function bentLimb(root: Point, joint: Point, end: Point): Limb {
  const [upper, lower] = [distance(root, joint), distance(joint, end)];
  const jointAt = upper / (upper + lower);
  const from = lerp(root, joint, 1 - ROUNDING / jointAt);
  const to = lerp(joint, end, ROUNDING / (1 - jointAt));
  return {
    jointAt,
    at(t) {
      if (t < jointAt - ROUNDING) {
        return { point: lerp(root, joint, t / jointAt), direction: towards(root, joint) };
      }
      if (t > jointAt + ROUNDING) {
        return { point: lerp(joint, end, (t - jointAt) / (1 - jointAt)), direction: towards(joint, end) };
      }
      const share = (t - jointAt + ROUNDING) / (2 * ROUNDING);
      const [p, q] = [lerp(from, joint, share), lerp(joint, to, share)];
      return { point: lerp(p, q, share), direction: towards(p, q) };
    },
  };
}

/** A limb without a bend. */
export function straightLimb(root: Point, direction: Point, length: number): Limb {
  const end: Point = [root[0] + direction[0] * length, root[1] + direction[1] * length];
  return { jointAt: 0.5, at: (t) => ({ point: lerp(root, end, t), direction }) };
}

/**
 * A place across a limb.
 *
 * @param side −1 for a limb on the viewer's left, 1 on the right
 * @param across 1 on the edge that faces away from the hanging limb's body, −1 on the inner one
 */
export function acrossLimb(
  { point, direction }: LimbPlace,
  side: number,
  across: number,
  half: number,
): Point {
  const reach = across * half * side;
  return [point[0] + direction[1] * reach, point[1] - direction[0] * reach];
}

function distance(p: Point, q: Point): number {
  return Math.hypot(q[0] - p[0], q[1] - p[1]);
}

function towards(p: Point, q: Point): Point {
  const length = distance(p, q);
  return [(q[0] - p[0]) / length, (q[1] - p[1]) / length];
}
