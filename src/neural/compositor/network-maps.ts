/** What went into the network and came out of it, for one person and one garment. All planar float32, batch 1. */
export interface NetworkMaps {
  /** Size of the network's frame, in pixels. */
  readonly height: number;
  readonly width: number;
  /** [3, height, width], −1…1: the photo as the network saw it. */
  readonly person: Float32Array;
  /** [1, height, width], 0/1. */
  readonly garmentMask: Float32Array;
  /** [2, flowHeight, flowWidth]: absolute sampling position x, y in the garment, −1…1, align_corners=false. */
  readonly flow: Float32Array;
  readonly flowHeight: number;
  readonly flowWidth: number;
  /** [1, height, width], 0…1: share of the warped garment, already multiplied by the warped mask. */
  readonly composition: Float32Array;
  /** [3, height, width], −1…1: repainted person, preservation already applied. */
  readonly rendered: Float32Array;
  /** [1, height, width], 0…1: 1 keeps the photo's own pixel. */
  readonly preservation: Float32Array;
  /** How unlike the people of training the photo is, 0 and above, usually below 1; where the network tells it. */
  readonly personDistance?: number;
}
