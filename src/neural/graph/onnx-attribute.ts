import { ATTRIBUTE_TYPES, type OnnxAttribute } from './onnx-model.js';
import { type AttributeValue, Float } from './tensor.js';

/** An attribute as ONNX stores it. */
export function nameAttribute(name: string, value: AttributeValue): OnnxAttribute {
  if (value instanceof Float) return { name, type: ATTRIBUTE_TYPES.float, f: value.value };
  if (typeof value === 'string') {
    return { name, type: ATTRIBUTE_TYPES.string, s: new TextEncoder().encode(value) };
  }
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPES.int, i: value };
  return { name, type: ATTRIBUTE_TYPES.ints, ints: [...value] };
}
