import { apply, type Tensor } from './tensor.js';
import { operationsBefore } from './topological-order.js';

/**
 * The same tensors computed from others: wherever one of the replaced tensors is used, its replacement is. What does
 * not depend on any of them stays the very same tensor.
 */
export function substitute(tensors: readonly Tensor[], replacements: ReadonlyMap<Tensor, Tensor>): Tensor[] {
  const replaced = new Map(replacements);
  for (const { operator, inputs, attributes, output } of operationsBefore(tensors)) {
    if (replaced.has(output)) continue;
    const changed = inputs.map((tensor) => tensor && (replaced.get(tensor) ?? tensor));
    if (changed.some((tensor, i) => tensor !== inputs[i])) {
      replaced.set(output, apply(operator, changed, attributes));
    }
  }
  return tensors.map((tensor) => replaced.get(tensor) ?? tensor);
}
