/**
 * Samples a planar RGB picture bilinearly where a flow says, plainly: the reference that drawn flows are checked with.
 *
 * @param flow 2·h·w, x then y, −1…1 (`align_corners=false`)
 * @returns 3·h·w
 */
export function warpByFlow(
  picture: Uint8Array,
  flow: Float32Array,
  { height, width }: { height: number; width: number },
): Float32Array {
  const plane = height * width;
  const warped = new Float32Array(3 * plane);
  for (let at = 0; at < plane; at++) {
    const x = ((flow[at]! + 1) * width) / 2 - 0.5;
    const y = ((flow[at + plane]! + 1) * height) / 2 - 0.5;
    for (let c = 0; c < 3; c++) {
      for (const row of [Math.floor(y), Math.floor(y) + 1]) {
        for (const column of [Math.floor(x), Math.floor(x) + 1]) {
          const share = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
          const [insideX, insideY] = [clamped(column, width), clamped(row, height)];
          warped[c * plane + at]! += share * picture[c * plane + insideY * width + insideX]!;
        }
      }
    }
  }
  return warped;
}

function clamped(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index));
}
