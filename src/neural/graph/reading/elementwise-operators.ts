import { elementTypeOf } from '../element-type.js';
import { clip, leakyRelu, relu, sigmoid, softplus, tanh } from '../operators/activations.js';
import { add, div, mul, neg, sub } from '../operators/arithmetic.js';
import { cast, equal, greater, less, where } from '../operators/compare.js';
import { max, min } from '../operators/extremes.js';
import { matmul, swapLast } from '../operators/matmul.js';
import { softmax } from '../operators/softmax.js';
import { abs, exp, floor, log, pow, sign, sqrt } from '../operators/transcendental.js';
import { ShapeError } from '../shape.js';
import type { Tensor } from '../tensor.js';
import type { NodeReader, ReadOperator } from './node-reader.js';

/** Largest finite float32: the bound that Clip has where none is given. */
const LARGEST = 3.4028234663852886e38;

/** Operators on each element by itself, matrix products and softmax. */
export const ELEMENTWISE_OPERATORS: Readonly<Record<string, ReadOperator>> = {
  Identity: (node) => node.tensor(0),
  Dropout: dropout,
  Relu: unary(relu),
  Sigmoid: unary(sigmoid),
  Tanh: unary(tanh),
  Softplus: unary(softplus),
  Abs: unary(abs),
  Sign: unary(sign),
  Sqrt: unary(sqrt),
  Exp: unary(exp),
  Log: unary(log),
  Floor: unary(floor),
  Neg: unary(neg),
  Reciprocal: unary((x) => div(1, x)),
  LeakyRelu: (node) => leakyRelu(node.tensor(0), node.float('alpha', 0.01)),
  PRelu: (node) => where(greater(node.tensor(0), 0), node.tensor(0), mul(node.tensor(1), node.tensor(0))),
  Elu: (node) => elu(node.tensor(0), node.float('alpha', 1)),
  HardSigmoid: (node) => hardSigmoid(node.tensor(0), node.float('alpha', 0.2), node.float('beta', 0.5)),
  HardSwish: (node) => mul(node.tensor(0), hardSigmoid(node.tensor(0), 1 / 6, 0.5)),
  Clip: (node) => clip(node.tensor(0), bound(node, 1, 'min', -LARGEST), bound(node, 2, 'max', LARGEST)),
  Cast: (node) => cast(node.tensor(0), elementTypeOf(node.int('to', 0))),
  Add: binary(add),
  Sub: binary(sub),
  Mul: binary(mul),
  Div: binary(div),
  Pow: (node) => pow(node.tensor(0), cast(node.tensor(1), node.tensor(0).type)),
  Greater: binary(greater),
  Less: binary(less),
  Equal: binary(equal),
  Max: folded(max),
  Min: folded(min),
  Sum: folded(add),
  Where: (node) => where(node.tensor(0), node.tensor(1), node.tensor(2)),
  MatMul: binary(matmul),
  Gemm: gemm,
  Softmax: (node) => {
    const x = node.tensor(0);
    const axis = node.int('axis', node.opset < 13 ? 1 : -1);
    const isLast = axis === -1 || axis === x.shape.length - 1;
    if (node.opset < 13 && !isLast) throw new ShapeError('before operator set 13 only the last axis is read');
    return softmax(x, axis);
  },
};

function unary(operator: (x: Tensor) => Tensor): ReadOperator {
  return (node) => operator(node.tensor(0));
}

function binary(operator: (a: Tensor, b: Tensor) => Tensor): ReadOperator {
  return (node) => operator(node.tensor(0), node.tensor(1));
}

function folded(operator: (a: Tensor, b: Tensor) => Tensor): ReadOperator {
  return (node) => node.tensors().reduce((all, one) => operator(all, one));
}

function dropout(node: NodeReader): Tensor {
  if (node.has(2) && node.numbers(2)[0] !== 0)
    throw new ShapeError('export the network for inference (model.eval())');
  return node.tensor(0);
}

function elu(x: Tensor, alpha: number): Tensor {
  return where(greater(x, 0), x, mul(sub(exp(min(x, 0)), 1), alpha));
}

function hardSigmoid(x: Tensor, slope: number, offset: number): Tensor {
  return clip(add(mul(x, slope), offset), 0, 1);
}

/** A bound of Clip: an input since operator set 11, an attribute before. */
function bound(node: NodeReader, index: number, attribute: string, fallback: number): number {
  return node.has(index) ? (node.numbers(index)[0] ?? fallback) : node.float(attribute, fallback);
}

/** alpha · A · B + beta · C, A and B transposed when the node says so. */
function gemm(node: NodeReader): Tensor {
  const operand = (index: number, flag: string): Tensor => {
    const x = node.tensor(index);
    return node.int(flag, 0) === 1 ? swapLast(x) : x;
  };
  const scaled = (x: Tensor, factor: number): Tensor => (factor === 1 ? x : mul(x, factor));
  const product = scaled(matmul(operand(0, 'transA'), operand(1, 'transB')), node.float('alpha', 1));
  const offset = node.optional(2);
  return offset ? add(product, scaled(offset, node.float('beta', 1))) : product;
}
