/** Sum over the square of side 2·radius + 1 around each pixel, cut at the picture's edge: [height, width]. */
export function boxSums(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += values[row + x]!;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += values[row + x + radius]!;
      rows[row + x] = sum;
      if (x - radius >= 0) sum -= values[row + x - radius]!;
    }
  }
  const sums = new Float32Array(values.length);
  const column = new Float64Array(width);
  for (let y = 0; y < Math.min(radius, height); y++) {
    for (let x = 0; x < width; x++) column[x]! += rows[y * width + x]!;
  }
  for (let y = 0; y < height; y++) {
    const entering = (y + radius) * width;
    const leaving = (y - radius) * width;
    for (let x = 0; x < width; x++) {
      if (y + radius < height) column[x]! += rows[entering + x]!;
      sums[y * width + x] = column[x]!;
      if (y - radius >= 0) column[x]! -= rows[leaving + x]!;
    }
  }
  return sums;
}
