import { buildModel } from '../../graph/build-model.js';
import { constant } from '../../graph/constant.js';
import type { OnnxModel } from '../../graph/onnx-model.js';
import { add, mul, sub } from '../../graph/operators/arithmetic.js';
import { input } from '../../graph/tensor.js';

/** A student without weights that pastes the garment where it lies in its own picture and keeps the rest of the photo. */
export function pastingStudent(height: number, width: number): OnnxModel {
  const plane = height * width;
  const [person, garment, mask] = [
    input('person', [1, 3, height, width]),
    input('garment', [1, 3, height, width]),
    input('garment_mask', [1, 1, height, width]),
  ] as const;
  const rest = sub(1, mask);
  const unmoved = Array.from({ length: 2 * plane }, (_, i) =>
    i < plane ? (2 * (i % width) + 1) / width - 1 : (2 * Math.floor((i - plane) / width) + 1) / height - 1,
  );
  return buildModel({
    inputs: [person, garment, mask],
    outputs: {
      flow: constant(unmoved, [1, 2, height, width]),
      composition: mul(mask, 1),
      rendered: mul(person, 1),
      preservation: rest,
      try_on: add(mul(garment, mask), mul(person, rest)),
    },
  });
}
