import type { Tensor } from '../tensor.js';
import { constantNumbers } from './stored-tensor.js';

/**
 * The values of a tensor that exporters compute of constants alone: joined, converted and reshaped ones.
 *
 * @returns undefined for anything else
 */
export function foldedNumbers(tensor: Tensor): readonly number[] | undefined {
  const { source } = tensor;
  if (source.kind !== 'operation') return constantNumbers(tensor);
  const [first] = source.inputs;
  if (!first) return undefined;
  switch (source.operator.type) {
    case 'Cast':
      return tensor.type.startsWith('float') ? foldedNumbers(first) : foldedNumbers(first)?.map(Math.trunc);
    case 'Reshape':
      return foldedNumbers(first);
    case 'Concat':
      return tensor.shape.length === 1 ? joined(source.inputs) : undefined;
    default:
      return undefined;
  }
}

function joined(parts: readonly (Tensor | undefined)[]): number[] | undefined {
  const all: number[] = [];
  for (const part of parts) {
    const values = part && foldedNumbers(part);
    if (!values) return undefined;
    all.push(...values);
  }
  return all;
}
