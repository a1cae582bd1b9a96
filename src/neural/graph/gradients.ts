import { scalar } from './constant.js';
import { GraphError } from './onnx-model.js';
import { add } from './operators/arithmetic.js';
import { expand } from './operators/sum.js';
import { formatShape, sameShape } from './shape.js';
import type { Operation, Tensor } from './tensor.js';
import { operationsBefore } from './topological-order.js';

/**
 * Reverse-mode differentiation: the gradient of a scalar for each of some tensors, as further tensors of the graph.
 * Each is summed up once; parts that do not lead to any of them are left out.
 *
 * @throws GraphError when the loss is no scalar, does not depend on one of the tensors or passes an operator without
 * a gradient on the way
 */
export function gradients(loss: Tensor, of: readonly Tensor[]): Tensor[] {
  if (loss.shape.some((size) => size !== 1)) {
    throw new GraphError(
      `Only a scalar can be differentiated, not ${formatShape(loss.shape)}; sum or average it.`,
    );
  }
  const order = operationsBefore([loss]);
  const leading = leadingTo(order, of);
  const parts = new Map<Tensor, Tensor[]>([[loss, [expand(scalar(1), loss.shape)]]]);
  for (const operation of order.reverse()) {
    const gradient = total(parts.get(operation.output));
    if (!gradient || !leading.has(operation.output)) continue;
    parts.set(operation.output, [gradient]);
    addParts(operation, gradient, leading, parts);
  }
  return of.map((tensor) => {
    const gradient = total(parts.get(tensor));
    if (gradient) return gradient;
    throw new GraphError(`The loss does not depend on ${describe(tensor)}.`);
  });
}

function addParts(
  operation: Operation,
  gradient: Tensor,
  leading: ReadonlySet<Tensor>,
  parts: Map<Tensor, Tensor[]>,
): void {
  const { operator, inputs } = operation;
  if (!operator.gradient)
    throw new GraphError(`${operator.type} has no gradient; put stopGradient before it.`);
  operator.gradient(gradient, operation).forEach((part, i) => {
    const input = inputs[i];
    if (!part || !input || !leading.has(input)) return;
    if (!sameShape(part.shape, input.shape)) {
      throw new GraphError(
        `The gradient of ${operator.type} is ${String(part)} for an input ${String(input)}.`,
      );
    }
    const known = parts.get(input);
    if (known) known.push(part);
    else parts.set(input, [part]);
  });
}

/** Everything on a way from one of the tensors to the loss. */
function leadingTo(order: readonly Operation[], of: readonly Tensor[]): Set<Tensor> {
  const leading = new Set(of);
  for (const { inputs, output, operator } of order) {
    if (operator.type === 'Identity') continue;
    if (inputs.some((tensor) => tensor && leading.has(tensor))) leading.add(output);
  }
  return leading;
}

function total(parts: readonly Tensor[] | undefined): Tensor | undefined {
  return parts?.reduce<Tensor | undefined>((sum, part) => (sum ? add(sum, part) : part), undefined);
}

function describe(tensor: Tensor): string {
  const { source } = tensor;
  return 'name' in source ? source.name : String(tensor);
}
