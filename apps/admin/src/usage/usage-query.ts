/** Median and 95th percentile of how long shoppers waited. */
export interface Wait {
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** What became of the try-ons that the server was asked for. */
export interface ServerSums {
  readonly requested: number;
  readonly computed: number;
  readonly cached: number;
  readonly withheld: number;
  readonly failed: number;
  readonly queued: number;
  readonly refused: number;
  readonly computedWait: Wait | null;
  readonly cachedWait: Wait | null;
}

/** What shoppers' devices have reported of one day. */
export interface DeviceDay {
  readonly day: string;
  readonly completed: number;
  readonly lowConfidence: number;
  readonly webgpu: number;
  readonly meanMs: number;
}

export interface Usage {
  readonly tryOnUsage: {
    readonly total: ServerSums;
    readonly days: readonly { readonly day: string; readonly sums: ServerSums }[];
  };
  readonly deviceTryOnUsage: readonly DeviceDay[];
  readonly inference: {
    readonly activeModelId: string;
    readonly executionProvider: string;
    readonly workers: number;
    readonly queueDepth: number;
    readonly queueLimit: number;
  };
  readonly tryOns: { readonly totalItems: number };
}

const WAIT = '{ medianMs p95Ms }';
const SUMS = `requested computed cached withheld failed queued refused
  computedWait ${WAIT} cachedWait ${WAIT}`;

export const USAGE = `query ($days: Int!) {
  tryOnUsage(days: $days) { total { ${SUMS} } days { day sums { ${SUMS} } } }
  deviceTryOnUsage(days: $days) { day completed lowConfidence webgpu meanMs }
  inference { activeModelId executionProvider workers queueDepth queueLimit }
  tryOns(options: { take: 1 }) { totalItems } }`;
