import { type Dimension, formatShape, type Shape, ShapeError } from '../shape.js';

/**
 * The shape that ONNX's Reshape makes: 0 takes the size over, −1 takes what is left; a size that is only known as the
 * graph runs stays a name.
 *
 * @param zeroIsSize whether 0 stands for a size of 0
 */
export function requestedShape(shape: Shape, requested: Shape, zeroIsSize: boolean): Dimension[] {
  const copied = requested.map((size, axis) => (size === 0 && !zeroIsSize ? (shape[axis] ?? 0) : size));
  if (!copied.includes(-1)) return copied;
  const rest = remainder(
    shape,
    copied.filter((size) => size !== -1),
  );
  return copied.map((size) => (size === -1 ? rest : size));
}

/** All axes before this one as one size, and all others as a second. */
export function flattened(shape: Shape, axis: number): Dimension[] {
  const at = axis < 0 ? axis + shape.length : axis;
  return [remainder(shape.slice(0, at), []), remainder(shape.slice(at), [])];
}

/** The product of the sizes without those that are already used. */
function remainder(shape: Shape, used: Shape): Dimension {
  const names = shape.filter((size) => typeof size === 'string');
  for (const size of used) {
    if (typeof size === 'string' && names.includes(size)) names.splice(names.indexOf(size), 1);
  }
  const count = product(shape) / product(used);
  const [name] = names;
  if (name === undefined) return count;
  if (names.length === 1 && count === 1) return name;
  throw new ShapeError(`one of the sizes made of ${formatShape(shape)} has no name of its own`);
}

/** Of the sizes that are numbers. */
function product(shape: Shape): number {
  return shape.reduce<number>((total, size) => (typeof size === 'number' ? total * size : total), 1);
}
