/** One try-on to be looked at: the pictures of a row of a contact sheet, each [3, height, width], RGB, −1…1. */
export interface TryOnPictures {
  /** Person, then garment. */
  readonly label: string;
  readonly height: number;
  readonly width: number;
  readonly photo: Float32Array;
  readonly garment: Float32Array;
  readonly tryOn: Float32Array;
  /** The person truly in that garment, where that is known. */
  readonly truth?: Float32Array;
}
