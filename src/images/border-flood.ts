/** Steps a level in which flood costs are counted. */
export const COST_STEPS_PER_LEVEL = 4;

const BUCKETS = 256;

/**
 * For each pixel the least tolerance at which a flood from the border reaches it: the smallest, over all 4-connected
 * paths from the border, of the largest barrier on the path. One pass answers every tolerance at once: at tolerance t
 * the flood covers exactly the pixels with cost ≤ t.
 *
 * Solved by Dijkstra's algorithm with the maximum in place of the sum, over a queue of one bucket a cost.
 *
 * @param barriers [height, width], levels of 255
 * @returns [height, width] in steps of 1/COST_STEPS_PER_LEVEL level, at most 255 steps
 */
export function floodCosts(barriers: Float32Array, width: number, height: number): Uint8Array {
  const pixels = width * height;
  const steps = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    steps[i] = Math.min(BUCKETS - 1, Math.ceil(barriers[i]! * COST_STEPS_PER_LEVEL));
  }
  const costs = new Uint8Array(pixels);
  const seen = new Uint8Array(pixels);
  // A pixel enters one bucket once, so each bucket is a linked list through `next`.
  const heads = new Int32Array(BUCKETS).fill(-1);
  const next = new Int32Array(pixels);
  const visit = (pixel: number, reached: number): void => {
    if (seen[pixel] === 1) return;
    seen[pixel] = 1;
    const cost = Math.max(reached, steps[pixel]!);
    costs[pixel] = cost;
    next[pixel] = heads[cost]!;
    heads[cost] = pixel;
  };
  for (let x = 0; x < width; x++) {
    visit(x, 0);
    visit((height - 1) * width + x, 0);
  }
  for (let y = 0; y < height; y++) {
    visit(y * width, 0);
    visit(y * width + width - 1, 0);
  }
  for (let cost = 0; cost < BUCKETS; cost++) {
    for (let pixel = heads[cost]!; pixel >= 0; pixel = heads[cost]!) {
      heads[cost] = next[pixel]!;
      const x = pixel % width;
      if (x > 0) visit(pixel - 1, cost);
      if (x < width - 1) visit(pixel + 1, cost);
      if (pixel >= width) visit(pixel - width, cost);
      if (pixel < pixels - width) visit(pixel + width, cost);
    }
  }
  return costs;
}
