/** Size of a network's pictures in pixels; whole pictures are stretched to it. */
export interface Frame {
  readonly height: number;
  readonly width: number;
}
