/**
 * A picture of waves with a bright block, [3, height, width], 0…1; kind 1 is moved, faded and striped. The formula of
 * make-expected.py.
 */
export function drawnPicture(height: number, width: number, kind: 0 | 1): Float32Array {
  const plane = height * width;
  return Float32Array.from({ length: 3 * plane }, (_, i) => {
    const [channel, x, y] = [Math.floor(i / plane), i % width, Math.floor((i % plane) / width)];
    const moved = x + 2 * kind;
    const waves =
      0.5 +
      0.3 * Math.sin(0.31 * moved + 0.17 * y + channel) +
      0.15 * Math.cos(0.9 * y - 0.05 * moved * channel);
    const isBlock = moved > width / 3 && moved < width / 2 && y > height / 4;
    const value =
      (isBlock ? 0.9 - 0.1 * channel : waves) * (1 - 0.12 * kind) + 0.04 * kind * ((x + 3 * y) % 2);
    return Math.min(1, Math.max(0, value));
  });
}
