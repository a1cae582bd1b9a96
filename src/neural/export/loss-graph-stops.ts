import type { OnnxModel } from '../graph/onnx-model.js';
import { operationsBefore } from '../graph/topological-order.js';
import { apply, type Operator, Tensor } from '../graph/tensor.js';

/** Prefix of the names of nodes that pass a value on but no gradient. */
export const STOP_PREFIX = 'stop_gradient.';

const STOPPED: Operator<readonly [Tensor]> = { type: 'StopGradient', infer: ([x]) => x };

/**
 * The same tensors with an operation of its own wherever `stopGradient` was used, which otherwise leaves no trace in the
 * written graph: whoever differentiates the graph later must know of it.
 */
export function keepStops(tensors: readonly Tensor[]): Tensor[] {
  const kept = new Map<Tensor, Tensor>();
  for (const { operator, inputs, attributes, output } of operationsBefore(tensors)) {
    const changed = inputs.map((tensor) => tensor && (kept.get(tensor) ?? tensor));
    if (operator.type === 'Identity') kept.set(output, apply(STOPPED, [changed[0] as Tensor]));
    else if (changed.some((tensor, i) => tensor !== inputs[i])) {
      kept.set(output, apply(operator, changed, attributes));
    }
  }
  return tensors.map((tensor) => kept.get(tensor) ?? tensor);
}

/** Writes the operations of {@link keepStops} as Identity nodes that any engine runs, told apart by their names. */
export function nameStops(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const node = graph.node.map((one) =>
    one.opType === 'StopGradient' ? { ...one, opType: 'Identity', name: `${STOP_PREFIX}${one.name}` } : one,
  );
  return { ...model, graph: { ...graph, node } };
}
