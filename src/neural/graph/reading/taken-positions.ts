/** Positions from, from + step, … of an axis. */
export interface TakenPositions {
  readonly from: number;
  readonly step: number;
  readonly length: number;
}

/**
 * The positions that ONNX's Slice takes of an axis: negative numbers count from the end, ends beyond the axis mean its
 * end.
 */
export function takenPositions(size: number, start: number, end: number, step: number): TakenPositions {
  const clamp = (value: number, least: number, most: number): number =>
    Math.min(most, Math.max(least, value));
  const counted = (value: number): number => (value < 0 ? value + size : value);
  const from = step > 0 ? clamp(counted(start), 0, size) : clamp(counted(start), -1, size - 1);
  const to = step > 0 ? clamp(counted(end), 0, size) : clamp(counted(end), -1, size);
  return { from, step, length: Math.max(0, Math.ceil((to - from) / step)) };
}
