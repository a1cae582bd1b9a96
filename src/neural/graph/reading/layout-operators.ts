import { rawConstant } from '../constant.js';
import { concat } from '../operators/concat.js';
import { depthToSpace, spaceToDepth } from '../operators/depth-to-space.js';
import { gatherRows } from '../operators/gather-rows.js';
import { reshape } from '../operators/reshape.js';
import { pad, type Padding, slice, split } from '../operators/slice.js';
import { expand } from '../operators/sum.js';
import { transpose } from '../operators/transpose.js';
import { broadcastShapes, knownSize, resolveAxis, ShapeError } from '../shape.js';
import type { Tensor } from '../tensor.js';
import type { NodeReader, ReadOperator } from './node-reader.js';
import { flattened, requestedShape } from './requested-shape.js';
import { squeezed, unsqueezed } from './size-arithmetic.js';
import { takenPositions } from './taken-positions.js';

/** Operators that move elements and change none. */
export const LAYOUT_OPERATORS: Readonly<Record<string, ReadOperator>> = {
  Constant: constantNode,
  ConstantOfShape: (node) => expand(node.constant('value') ?? ZERO, node.sizes(0)),
  Concat: (node) => concat(node.tensors(), node.int('axis', 0)),
  Split: splitNode,
  Slice: sliceNode,
  Gather: gather,
  Pad: padNode,
  Reshape: (node) => {
    const { shape } = node.tensor(0);
    return reshape(node.tensor(0), requestedShape(shape, node.sizes(1), node.int('allowzero', 0) === 1));
  },
  Flatten: (node) => reshape(node.tensor(0), flattened(node.tensor(0).shape, node.int('axis', 1))),
  Squeeze: (node) => reshape(node.tensor(0), squeezed(node.tensor(0).shape, node.list(1, 'axes'))),
  Unsqueeze: (node) => reshape(node.tensor(0), unsqueezed(node.tensor(0).shape, node.list(1, 'axes') ?? [])),
  Transpose: (node) => {
    const x = node.tensor(0);
    return transpose(x, node.intList('perm') ?? x.shape.map((_, axis) => x.shape.length - 1 - axis));
  },
  Expand: (node) => expand(node.tensor(0), broadcastShapes(node.tensor(0).shape, node.sizes(1))),
  DepthToSpace: (node) => {
    if (node.text('mode', 'DCR') !== 'DCR') throw new ShapeError('only mode DCR is read');
    return depthToSpace(node.tensor(0), node.int('blocksize', 1));
  },
  SpaceToDepth: (node) => spaceToDepth(node.tensor(0), node.int('blocksize', 1)),
};

const ZERO = rawConstant(new Uint8Array(4), [1], 'float32');

function constantNode(node: NodeReader): Tensor {
  const value = node.constant('value');
  if (!value) throw new ShapeError('only constants with a tensor `value` are read');
  return value;
}

function splitNode(node: NodeReader): Tensor[] {
  const x = node.tensor(0);
  const axis = resolveAxis(node.int('axis', 0), x.shape.length);
  const sizes = node.list(1, 'split');
  if (sizes) return split(x, axis, sizes);
  const size = knownSize(x.shape[axis]);
  const count = node.node.output.length;
  const each = Math.ceil(size / count);
  return split(
    x,
    axis,
    Array.from({ length: count }, (_, i) => Math.min(each, size - i * each)),
  );
}

function sliceNode(node: NodeReader): Tensor {
  const x = node.tensor(0);
  const isOld = node.opset < 10;
  const starts = (isOld ? node.intList('starts') : node.integers(1)) ?? [];
  const ends = (isOld ? node.intList('ends') : node.integers(2)) ?? [];
  const axes = (isOld ? node.intList('axes') : node.list(3, 'axes')) ?? starts.map((_, i) => i);
  const steps = isOld ? undefined : node.list(4, 'steps');
  return starts.reduce((part, start, i) => {
    const axis = resolveAxis(axes[i] ?? i, x.shape.length);
    const step = steps?.[i] ?? 1;
    const isWhole = step === 1 && start === 0 && (ends[i] ?? 0) >= Number.MAX_SAFE_INTEGER;
    if (isWhole) return part;
    const taken = takenPositions(knownSize(part.shape[axis]), start, ends[i] ?? 0, step);
    const last = taken.from + (taken.length - 1) * step;
    return slice(part, { axis, from: taken.from, to: step > 0 ? last + 1 : last - 1, step });
  }, x);
}

/** Rows of a table by an index of the graph, or parts of any axis by constants. */
function gather(node: NodeReader): Tensor {
  const x = node.tensor(0);
  const axis = resolveAxis(node.int('axis', 0), x.shape.length);
  const known = node.known(1);
  if (!known || (axis === 0 && x.shape.length === 2 && known.shape.length === 1)) {
    if (axis !== 0) throw new ShapeError('an index along another axis than 0 must be a constant');
    return gatherRows(x, node.tensor(1));
  }
  const size = knownSize(x.shape[axis]);
  const parts = known.values.map(knownSize).map((index) => {
    const from = index < 0 ? index + size : index;
    return slice(x, { axis, from, to: from + 1 });
  });
  return reshape(concat(parts, axis), [
    ...x.shape.slice(0, axis),
    ...known.shape,
    ...x.shape.slice(axis + 1),
  ]);
}

function padNode(node: NodeReader): Tensor {
  const x = node.tensor(0);
  if (node.text('mode', 'constant') !== 'constant')
    throw new ShapeError('only borders of one value are read');
  const widths = node.list(1, 'pads') ?? [];
  const axes = node.has(3) ? node.integers(3) : x.shape.map((_, axis) => axis);
  const padding: (readonly [number, number])[] = x.shape.map(() => [0, 0]);
  axes.forEach((axis, i) => {
    padding[resolveAxis(axis, x.shape.length)] = [widths[i] ?? 0, widths[i + axes.length] ?? 0];
  });
  const value = node.has(2) ? node.numbers(2)[0] : node.float('value', 0);
  return pad(x, padding satisfies Padding, value);
}
