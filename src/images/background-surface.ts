/**
 * A level that drifts smoothly across a picture: c₀ + c₁x + c₂y + c₃x² + c₄xy + c₅y², x and y in pixels of the working
 * size. An even or linearly drifting background has zeros in the end.
 */
export type Surface = readonly [number, number, number, number, number, number];

/** A measured level at a place. */
export interface LevelSample {
  readonly x: number;
  readonly y: number;
  readonly level: number;
}

/** Number of leading coefficients used by each shape. */
const TERMS = { plane: 3, bowl: 6 } as const;

/** Keeps a fit defined when the samples do not span a direction; in squared pixels a sample, so without visible effect. */
const RIDGE = 1e-9;

/** The surface's level at a place. Indexed rather than destructured: it is asked for every pixel. */
export function levelAt(surface: Surface, x: number, y: number): number {
  return surface[0] + x * (surface[1] + surface[3] * x + surface[4] * y) + y * (surface[2] + surface[5] * y);
}

/** Least squares over the samples, by the normal equations in coordinates scaled to 0…1. */
export function fitSurface(samples: readonly LevelSample[], shape: keyof typeof TERMS): Surface {
  const terms = TERMS[shape];
  const scaleX = 1 / Math.max(1, ...samples.map(({ x }) => x));
  const scaleY = 1 / Math.max(1, ...samples.map(({ y }) => y));
  const equations = Array.from({ length: terms }, () => new Float64Array(terms + 1));
  const basis = new Float64Array(6).fill(1);
  for (const { x, y, level } of samples) {
    const u = x * scaleX;
    const v = y * scaleY;
    basis[1] = u;
    basis[2] = v;
    basis[3] = u * u;
    basis[4] = u * v;
    basis[5] = v * v;
    for (let row = 0; row < terms; row++) {
      const equation = equations[row]!;
      for (let column = 0; column < terms; column++) equation[column]! += basis[row]! * basis[column]!;
      equation[terms]! += basis[row]! * level;
    }
  }
  for (let row = 0; row < terms; row++) equations[row]![row]! += RIDGE * samples.length;
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0] = solve(equations);
  return [c0, c1 * scaleX, c2 * scaleY, c3 * scaleX ** 2, c4 * scaleX * scaleY, c5 * scaleY ** 2];
}

/** Gauss–Jordan elimination with partial pivoting; the last column is the right-hand side. */
function solve(rows: Float64Array[]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at <= size; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  return rows.map((row, index) => row[size]! / row[index]!);
}
