import type { Operation, Tensor } from './tensor.js';

/** Every operation that the tensors depend on, each after all that it needs. Deep graphs do not exhaust the stack. */
export function operationsBefore(tensors: readonly Tensor[]): Operation[] {
  const order: Operation[] = [];
  const seen = new Set<Tensor>();
  const stack: { readonly tensor: Tensor; readonly isDone: boolean }[] = [];
  for (const tensor of [...tensors].reverse()) stack.push({ tensor, isDone: false });
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { tensor, isDone } = next;
    const { source } = tensor;
    if (source.kind !== 'operation') continue;
    if (isDone) {
      order.push(source);
      continue;
    }
    if (seen.has(tensor)) continue;
    seen.add(tensor);
    stack.push({ tensor, isDone: true });
    for (const input of [...source.inputs].reverse()) {
      if (input && !seen.has(input)) stack.push({ tensor: input, isDone: false });
    }
  }
  return order;
}
