import { add, mul } from '../graph/operators/arithmetic.js';
import { cast, greater, indicator } from '../graph/operators/compare.js';
import { input, type Tensor } from '../graph/tensor.js';
import type { Frame } from '../datasets/frame.js';
import { BATCH_TENSORS } from '../datasets/training-batch.js';

/** A garment as networks see it. */
export interface GarmentTensors {
  /** [B, 3, H, W], −1…1, 0 outside of the mask. */
  readonly image: Tensor;
  /** [B, 1, H, W], 0/1. */
  readonly mask: Tensor;
}

/** A batch in the words of the method. */
export interface BatchInputs {
  /** What is fed, by its name in {@link BATCH_TENSORS}. */
  readonly fed: Readonly<Record<keyof typeof BATCH_TENSORS, Tensor>>;
  /** The real photo, [B, 3, H, W], −1…1. */
  readonly photo: Tensor;
  readonly garment: GarmentTensors;
  readonly otherGarment: GarmentTensors;
  /** Labels of the photo, [B, 1, H, W]. */
  readonly labels: Tensor;
  /** DensePose parts, [B, 1, H, W]. */
  readonly bodyParts: Tensor;
  /** [B, 18, 3]: x, y as shares of the sides, confidence. */
  readonly keypoints: Tensor;
  /** The same person truly in another garment, [B, 3, H, W], −1…1. */
  readonly otherwise: Tensor;
  /** 1 where that is given, [B, 1, 1, 1]. */
  readonly hasOtherwise: Tensor;
}

/** Declares the inputs of a stage's graph for a batch of that many samples. */
export function batchInputs(samples: number, { height, width }: Frame): BatchInputs {
  const sides = { H: height, W: width };
  const fed = Object.fromEntries(
    Object.entries(BATCH_TENSORS).map(([name, { type, shape }]) => {
      const inner = shape.map((side) => (typeof side === 'number' ? side : sides[side]));
      return [name, input(name, [samples, ...inner], type)];
    }),
  ) as Record<keyof typeof BATCH_TENSORS, Tensor>;
  return {
    fed,
    photo: toUnit(fed.photo),
    garment: garmentOf(fed.garment, fed.garment_mask),
    otherGarment: garmentOf(fed.other_garment, fed.other_garment_mask),
    labels: cast(fed.labels, 'float32'),
    bodyParts: cast(fed.body_parts, 'float32'),
    keypoints: fed.keypoints,
    otherwise: toUnit(fed.otherwise),
    hasOtherwise: fed.has_otherwise,
  };
}

function garmentOf(picture: Tensor, maskPicture: Tensor): GarmentTensors {
  const mask = indicator(greater(cast(maskPicture, 'float32'), 127));
  return { image: mul(toUnit(picture), mask), mask };
}

/** 0…255 to −1…1. */
function toUnit(picture: Tensor): Tensor {
  return add(mul(cast(picture, 'float32'), 1 / 127.5), -1);
}
