/** 0 up to `none`, 1 from `full` on, linear between; `none` may be the larger one. */
export function ramp(value: number, none: number, full: number): number {
  return Math.max(0, Math.min(1, (value - none) / (full - none)));
}
