/** A result that the server still keeps. */
export interface RecentTryOn {
  readonly state: string;
  readonly timings: { readonly totalMs: number } | null;
}

export const USAGE = `{
  deviceTryOnUsage(days: 30) { day completed lowConfidence webgpu meanMs }
  inference { activeModelId executionProvider workers queueDepth queueLimit }
  tryOns(options: { take: 100 }) { items { state timings { totalMs } } totalItems } }`;

/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
