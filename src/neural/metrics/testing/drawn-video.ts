/** Value 0…1 of a pattern of waves without end at a place: of several lengths and directions, so that no motion fits twice. */
function pattern(x: number, y: number, channel: number): number {
  const wave =
    Math.sin(0.21 * x + 0.13 * y + channel) +
    Math.sin(0.37 * y - 0.08 * x + 1.3) +
    Math.sin(0.055 * x * (1 + 0.1 * channel) + 0.6) * Math.cos(0.047 * y) +
    0.5 * Math.sin(0.83 * x + 0.61 * y);
  return 0.5 + wave / 8;
}

/**
 * A frame of the pattern moved by so many pixels, [3, height, width], −1…1: what was at (x, y) is at (x + across, y + down).
 */
export function movedFrame(height: number, width: number, across: number, down: number): Float32Array {
  const plane = height * width;
  return Float32Array.from({ length: 3 * plane }, (_, i) => {
    const [x, y] = [i % width, Math.floor((i % plane) / width)];
    return 2 * pattern(x - across, y - down, Math.floor(i / plane)) - 1;
  });
}
