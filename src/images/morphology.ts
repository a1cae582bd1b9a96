/** Largest value of the 3×3 pixels around each pixel, cut at the picture's edge: [height, width]. */
export function maximumOf3x3(values: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      let most = values[row + x]!;
      if (x > 0 && values[row + x - 1]! > most) most = values[row + x - 1]!;
      if (x < width - 1 && values[row + x + 1]! > most) most = values[row + x + 1]!;
      rows[row + x] = most;
    }
  }
  const maxima = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0, pixel = y * width; x < width; x++, pixel++) {
      let most = rows[pixel]!;
      if (y > 0 && rows[pixel - width]! > most) most = rows[pixel - width]!;
      if (y < height - 1 && rows[pixel + width]! > most) most = rows[pixel + width]!;
      maxima[pixel] = most;
    }
  }
  return maxima;
}

/**
 * Keeps the inside pixels whose whole square of `radius` pixels lies inside; what lies beyond the picture counts as
 * inside, so a garment that touches the picture's edge is not eaten there.
 *
 * @param inside [height, width], 0 or 255
 */
export function erode(inside: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return keepLongRuns(keepLongRuns(inside, height, width, width, 1, radius), width, height, 1, width, radius);
}

/** Fills the gaps of at most 2·radius pixels between inside pixels of a column: [height, width], 0 or 255. */
export function closeUpright(inside: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const closed = inside.slice();
  const last = new Int32Array(width).fill(-1);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (inside[pixel] !== 255) continue;
      const above = last[x]!;
      last[x] = y;
      if (above < 0 || y - above - 1 > 2 * radius) continue;
      for (let gap = above + 1; gap < y; gap++) closed[gap * width + x] = 255;
    }
  }
  return closed;
}

/** Takes `radius` pixels off both ends of every run of inside pixels along lines, except at the lines' own ends. */
function keepLongRuns(
  inside: Uint8Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  radius: number,
): Uint8Array {
  const kept = new Uint8Array(inside.length);
  for (let line = 0; line < lines; line++) {
    let start = 0;
    for (let at = 0; at <= length; at++) {
      if (at < length && inside[line * lineStep + at * step] === 255) continue;
      const from = start === 0 ? 0 : start + radius;
      const to = at === length ? length : at - radius;
      for (let i = from; i < to; i++) kept[line * lineStep + i * step] = 255;
      start = at + 1;
    }
  }
  return kept;
}
