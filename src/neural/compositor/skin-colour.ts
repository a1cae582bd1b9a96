/**
 * Whether a colour lies in the chrominance range of human skin of all tones: YCbCr with Cb 77…127 and Cr 133…173
 * (Chai and Ngan, "Face segmentation using skin-color map in videophone applications", 1999).
 *
 * @param red 0…255, likewise the others
 */
export function isSkinColour(red: number, green: number, blue: number): boolean {
  const cb = 128 - 0.1687 * red - 0.3313 * green + 0.5 * blue;
  const cr = 128 + 0.5 * red - 0.4187 * green - 0.0813 * blue;
  return cb >= 77 && cb <= 127 && cr >= 133 && cr <= 173;
}

/** Whether pixel `i` of a planar picture [3, plane], −1…1, has the colour of skin. */
export function isSkinAt(picture: Float32Array, plane: number, i: number): boolean {
  return isSkinColour(
    (picture[i]! + 1) * 127.5,
    (picture[plane + i]! + 1) * 127.5,
    (picture[2 * plane + i]! + 1) * 127.5,
  );
}
