/** Values of one tensor of a batch. */
export interface BatchTensor {
  readonly data: Uint8Array | Float32Array;
  readonly shape: readonly number[];
}

/** What a stage of training is fed with at each step, by the names of {@link BATCH_TENSORS}. */
export type TrainingBatch = Readonly<Record<keyof typeof BATCH_TENSORS, BatchTensor>>;

/** The tensors of a batch: element type and shape after the batch axis; `H` and `W` stand for the frame. */
export const BATCH_TENSORS = {
  /** The real photo: the teacher. RGB, 0…255. */
  photo: { type: 'uint8', shape: [3, 'H', 'W'] },
  /** Picture of the garment worn in the photo, with its background. */
  garment: { type: 'uint8', shape: [3, 'H', 'W'] },
  /** 255 on the garment. */
  garment_mask: { type: 'uint8', shape: [1, 'H', 'W'] },
  /** Human parsing of the photo, labels of `LIP`. */
  labels: { type: 'uint8', shape: [1, 'H', 'W'] },
  /** DensePose part 0…24; 0 everywhere where the data set has none. */
  body_parts: { type: 'uint8', shape: [1, 'H', 'W'] },
  /** x, y as shares of width and height; confidence, 0 where unseen. */
  keypoints: { type: 'float32', shape: [18, 3] },
  /** A garment that the person does not wear, for the tutor's fake. */
  other_garment: { type: 'uint8', shape: [3, 'H', 'W'] },
  other_garment_mask: { type: 'uint8', shape: [1, 'H', 'W'] },
  /** The same person truly in another garment, where the data set has that; else 0. */
  otherwise: { type: 'uint8', shape: [3, 'H', 'W'] },
  /** 1 where `otherwise` is given and takes the place of the tutor's fake, else 0. */
  has_otherwise: { type: 'float32', shape: [1, 1, 1] },
} as const;
