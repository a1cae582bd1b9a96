/** A pair as training reads it: decoded and of the network's size. Pictures are planar RGB, 0…255. */
export interface TrainingPair {
  readonly id: string;
  readonly garmentId: string;
  readonly height: number;
  readonly width: number;
  /** 3·h·w. */
  readonly photo: Uint8Array;
  /** 3·h·w, with its background. */
  readonly garment: Uint8Array;
  /** h·w, 255 on the garment. */
  readonly garmentMask: Uint8Array;
  /** h·w, labels of `LIP`. */
  readonly labels: Uint8Array;
  /** h·w, DensePose part 0…24; all 0 where the data set has none. */
  readonly bodyParts: Uint8Array;
  /** 18 × (x, y, confidence): positions as shares of width and height, 0…1; confidence 0: unseen. */
  readonly keypoints: Float32Array;
  /** 3·h·w: the same person in another garment; absent where the data set has none. */
  readonly otherwise?: Uint8Array;
}
