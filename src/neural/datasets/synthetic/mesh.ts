/** A place: x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** A corner of a mesh: its place, two coordinates of the surface (a, b) and its brightness (1: unchanged). */
export type Corner = readonly [x: number, y: number, a: number, b: number, shade: number];

/** Values a corner. */
export const STRIDE = 5;

/** Triangles; what their corners carry is interpolated linearly over them. */
export interface Mesh {
  /** {@link STRIDE} values a corner, in the order of {@link Corner}; places in frame heights. */
  readonly corners: Float64Array;
  /** Three corners a triangle. */
  readonly triangles: Uint16Array;
}

/**
 * A mesh of columns × rows cells over the unit square, bent as `corner` says. Every drawn shape is one: strips, discs
 * (angle and radius) and cloth.
 */
export function gridMesh(columns: number, rows: number, corner: (u: number, v: number) => Corner): Mesh {
  const corners = new Float64Array((columns + 1) * (rows + 1) * STRIDE);
  const triangles = new Uint16Array(columns * rows * 6);
  let next = 0;
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const at = row * (columns + 1) + column;
      const [x, y, a, b, shade] = corner(column / columns, row / rows);
      const start = at * STRIDE;
      corners[start] = x;
      corners[start + 1] = y;
      corners[start + 2] = a;
      corners[start + 3] = b;
      corners[start + 4] = shade;
      if (row === rows || column === columns) continue;
      const below = at + columns + 1;
      triangles[next++] = at;
      triangles[next++] = at + 1;
      triangles[next++] = below;
      triangles[next++] = at + 1;
      triangles[next++] = below + 1;
      triangles[next++] = below;
    }
  }
  return { corners, triangles };
}

/** Straight line between two places. */
export function lerp(from: Point, to: Point, share: number): Point {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** 0 below 0, 1 above 1, smooth between (3x² − 2x³). */
export function smoothstep(x: number): number {
  const clamped = Math.min(1, Math.max(0, x));
  return clamped * clamped * (3 - 2 * clamped);
}
