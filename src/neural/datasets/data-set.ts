/** A file of a data set, in a folder or in a tar archive. */
export interface DataFile {
  /** As people look for it: path within the data set. */
  readonly path: string;
  /** @throws DataSetError when the file is missing or cannot be read */
  read(): Promise<Uint8Array>;
}

/** Which garments a pair is about. */
export type GarmentCategory = 'upper' | 'lower' | 'dress';

/** A picture whose pixels are labels, and what its values mean. */
export interface LabelFile {
  readonly file: DataFile;
  /** The label of {@link LIP} for each value of the file. */
  readonly toLip: Uint8Array;
}

/** The files of one person photo and the garment that is worn in it. */
export interface PairFiles {
  /** Unique in the data set. */
  readonly id: string;
  /** Equal for all photos of one garment. */
  readonly garmentId: string;
  readonly category: GarmentCategory;
  readonly photo: DataFile;
  readonly garment: DataFile;
  /** Greyscale, light on the garment. Absent: it is made from the picture. */
  readonly garmentMask?: DataFile;
  /** Human parsing. */
  readonly labels?: LabelFile;
  /** DensePose part index, 0…24. */
  readonly bodyParts?: DataFile;
  /** OpenPose keypoints, JSON. */
  readonly pose?: DataFile;
  /** The same person, pose and camera in another garment: the true input of an unpaired try-on. */
  readonly otherwise?: DataFile;
}

/** A data set as found on disk: nothing is decoded yet. */
export interface DataSet {
  readonly name: string;
  readonly pairs: readonly PairFiles[];
}

/** A data set is not as its layout says; the message names the file. */
export class DataSetError extends Error {
  override readonly name = 'DataSetError';
}

/** Labels of human parsing (LIP; Gong et al. 2017) and 20 for the neck. */
export const LIP = {
  background: 0,
  hat: 1,
  hair: 2,
  glove: 3,
  sunglasses: 4,
  upperClothes: 5,
  dress: 6,
  coat: 7,
  socks: 8,
  trousers: 9,
  jumpsuit: 10,
  scarf: 11,
  skirt: 12,
  face: 13,
  leftArm: 14,
  rightArm: 15,
  leftLeg: 16,
  rightLeg: 17,
  leftShoe: 18,
  rightShoe: 19,
  neck: 20,
} as const;

/** Labels of the worn garment. */
export const WORN_LABELS: readonly number[] = [LIP.upperClothes, LIP.dress, LIP.coat];

/** Keypoints of OpenPose's COCO model, in its order. */
export const KEYPOINTS = [
  'nose',
  'neck',
  'rightShoulder',
  'rightElbow',
  'rightWrist',
  'leftShoulder',
  'leftElbow',
  'leftWrist',
  'rightHip',
  'rightKnee',
  'rightAnkle',
  'leftHip',
  'leftKnee',
  'leftAnkle',
  'rightEye',
  'leftEye',
  'rightEar',
  'leftEar',
] as const;
