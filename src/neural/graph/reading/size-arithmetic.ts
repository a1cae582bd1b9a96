import { type Dimension, knownSize, resolveAxis } from '../shape.js';
import type { NodeReader } from './node-reader.js';
import { takenPositions } from './taken-positions.js';
import { WholeNumbers } from './whole-numbers.js';

type Evaluate = (node: NodeReader, inputs: readonly WholeNumbers[]) => WholeNumbers | undefined;

/**
 * What exporters compute of sizes: done while the model is read, since shapes must be known then.
 *
 * @returns undefined when the node is none of those operators or an input is only known as the graph runs
 */
export function evaluateSizes(node: NodeReader): WholeNumbers | undefined {
  const { opType, input } = node.node;
  if (opType === 'Shape') return shapeOf(node);
  const evaluate = EVALUATED.get(opType);
  if (!evaluate) return undefined;
  const known: WholeNumbers[] = [];
  for (const index of input.keys()) {
    const value = node.has(index) ? node.known(index) : new WholeNumbers([]);
    if (!value) return undefined;
    known.push(value);
  }
  return evaluate(node, known);
}

function shapeOf(node: NodeReader): WholeNumbers {
  const { shape } = node.tensor(0);
  return new WholeNumbers(shape.slice(node.int('start', 0), node.int('end', shape.length)));
}

const same: Evaluate = (_node, [x]) => x;

const EVALUATED = new Map<string, Evaluate>([
  ['Identity', same],
  ['Cast', (node, [x]) => ([6, 7, 9].includes(node.int('to', 0)) ? x : undefined)],
  ['Add', elementwise((a, b) => a + b, 0)],
  ['Sub', elementwise((a, b) => a - b, 0)],
  ['Mul', elementwise((a, b) => a * b, 1)],
  ['Div', elementwise((a, b) => Math.trunc(a / b), 1)],
  ['Equal', (_node, [a, b]) => a && b && paired(a, b, (left, right) => (left === right ? 1 : 0))],
  ['Where', where],
  ['Gather', gather],
  ['Slice', slice],
  ['Concat', concat],
  ['Squeeze', (node, [x]) => x && reshaped(x, squeezed(x.shape, node.list(1, 'axes')))],
  ['Unsqueeze', (node, [x]) => x && reshaped(x, unsqueezed(x.shape, node.list(1, 'axes') ?? []))],
  ['Reshape', reshape],
  ['Transpose', transpose],
  ['ConstantOfShape', constantOfShape],
]);

/** Sizes without those axes; without all of size 1 when none are named. */
export function squeezed<T extends Dimension>(shape: readonly T[], axes: readonly number[] | undefined): T[] {
  const gone = axes?.map((axis) => resolveAxis(axis, shape.length));
  return shape.filter((size, axis) => (gone ? !gone.includes(axis) : size !== 1));
}

/** Sizes with axes of size 1 put in, counted in the result. */
export function unsqueezed<T extends Dimension>(shape: readonly T[], axes: readonly number[]): (T | 1)[] {
  const rank = shape.length + axes.length;
  const added = axes.map((axis) => resolveAxis(axis, rank));
  const rest = [...shape];
  return Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : (rest.shift() ?? 1)));
}

function elementwise(work: (a: number, b: number) => number, neutral: number): Evaluate {
  return (_node, [a, b]) =>
    a &&
    b &&
    paired(a, b, (left, right) => (right === neutral ? left : work(knownSize(left), knownSize(right))));
}

/** Elementwise over lists of one length, of which one may be a single number. */
function paired(
  a: WholeNumbers,
  b: WholeNumbers,
  work: (a: Dimension, b: Dimension) => Dimension,
): WholeNumbers | undefined {
  const isOther = b.values.length - a.values.length || b.shape.length - a.shape.length;
  const longer = isOther > 0 ? b : a;
  if ([a, b].some(({ values }) => values.length !== 1 && values.length !== longer.values.length))
    return undefined;
  const pick = ({ values }: WholeNumbers, i: number): Dimension =>
    (values.length === 1 ? values[0] : values[i]) ?? 0;
  return new WholeNumbers(
    longer.values.map((_, i) => work(pick(a, i), pick(b, i))),
    longer.shape,
  );
}

function where(_node: NodeReader, [condition, a, b]: readonly WholeNumbers[]): WholeNumbers | undefined {
  if (!condition || a?.values.length !== condition.values.length || b?.values.length !== a.values.length)
    return undefined;
  const chosen = condition.values.map((holds, i) => (holds === 1 ? a : b).values[i] ?? 0);
  return new WholeNumbers(chosen, a.shape);
}

function gather(node: NodeReader, [x, indices]: readonly WholeNumbers[]): WholeNumbers | undefined {
  if (!x || !indices || node.int('axis', 0) !== 0) return undefined;
  return new WholeNumbers(x.rows(indices.values.map(knownSize)), [...indices.shape, ...x.shape.slice(1)]);
}

function slice(
  node: NodeReader,
  [x, starts, ends, axes, steps]: readonly WholeNumbers[],
): WholeNumbers | undefined {
  const axis = axes?.values[0] ?? 0;
  if (!x || starts?.values.length !== 1 || (axis !== 0 && axis !== -x.shape.length) || node.opset < 10)
    return undefined;
  const { from, step, length } = takenPositions(
    x.shape[0] ?? 0,
    knownSize(starts.values[0]),
    knownSize(ends?.values[0]),
    knownSize(steps?.values[0] ?? 1),
  );
  const indices = Array.from({ length }, (_, i) => from + i * step);
  return new WholeNumbers(x.rows(indices), [length, ...x.shape.slice(1)]);
}

function concat(node: NodeReader, parts: readonly WholeNumbers[]): WholeNumbers | undefined {
  const [first] = parts;
  if (!first || (node.int('axis', 0) !== 0 && first.shape.length !== 1)) return undefined;
  const count = parts.reduce((total, { shape }) => total + (shape[0] ?? 0), 0);
  return new WholeNumbers(
    parts.flatMap(({ values }) => values),
    [count, ...first.shape.slice(1)],
  );
}

function reshape(_node: NodeReader, [x, target]: readonly WholeNumbers[]): WholeNumbers | undefined {
  if (!x || !target) return undefined;
  const sizes = target.values.map(knownSize);
  const rest = sizes.reduce((product, size) => (size === -1 ? product : product * size), 1);
  return reshaped(
    x,
    sizes.map((size) => (size === -1 ? x.values.length / rest : size)),
  );
}

function transpose(node: NodeReader, [x]: readonly WholeNumbers[]): WholeNumbers | undefined {
  if (x?.shape.length !== 2) return undefined;
  const order = node.intList('perm') ?? [1, 0];
  if (order[0] === 0) return x;
  const [rows = 0, columns = 0] = x.shape;
  const values = Array.from(
    { length: rows * columns },
    (_, i) => x.values[(i % rows) * columns + Math.floor(i / rows)] ?? 0,
  );
  return new WholeNumbers(values, [columns, rows]);
}

function constantOfShape(node: NodeReader, [shape]: readonly WholeNumbers[]): WholeNumbers | undefined {
  const value = node.constant('value');
  const fill = value && WholeNumbers.of(value)?.values[0];
  if (!shape || fill === undefined) return undefined;
  const sizes = shape.values.map(knownSize);
  const count = sizes.reduce((product, size) => product * size, 1);
  return new WholeNumbers(new Array<Dimension>(count).fill(fill), sizes);
}

function reshaped({ values }: WholeNumbers, shape: readonly number[]): WholeNumbers {
  return new WholeNumbers(values, shape);
}
