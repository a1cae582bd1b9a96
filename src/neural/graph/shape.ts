/** A size: a number, or the name of one that is only known when the graph runs (`'batch'`). */
export type Dimension = number | string;

/** Sizes of a tensor, outermost first; [] is a scalar. */
export type Shape = readonly Dimension[];

/** Inputs that an operator cannot take. Caught where the operator is applied, which knows its name and place. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** As people write it: [batch, 3, 256, 192]. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/**
 * The shape of an elementwise result (NumPy's rule: aligned at the end, 1 stretches).
 *
 * @throws ShapeError when two sizes differ and neither is 1
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new ShapeError(`${left} and ${right} do not broadcast`);
  });
}

/**
 * How many elements.
 *
 * @throws ShapeError when a size is not known
 */
export function elementCount(shape: Shape): number {
  return shape.reduce<number>((product, dimension) => product * knownSize(dimension), 1);
}

/** The size, when it must be known now. */
export function knownSize(dimension: Dimension | undefined): number {
  if (typeof dimension === 'number') return dimension;
  throw new ShapeError(`the size ${dimension ?? 'of a missing axis'} must be a number here`);
}

/** Counts a negative axis from the end. */
export function resolveAxis(axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (resolved < 0 || resolved >= rank) throw new ShapeError(`there is no axis ${axis} among ${rank}`);
  return resolved;
}

/** Fails unless there are exactly that many axes. */
export function expectRank(shape: Shape, rank: number, what: string): void {
  if (shape.length !== rank) throw new ShapeError(`${what} must have ${rank} axes, not ${shape.length}`);
}
