import type { DeviceDay, ServerSums, Usage } from './usage-query.js';

const DAY_MS = 86_400_000;

/** One day of the shop; null where nothing was asked for. */
export interface UsageDay {
  /** UTC, for example 2026-01-31. */
  readonly day: string;
  readonly server: ServerSums | null;
  readonly devices: DeviceDay | null;
}

/** What devices have reported of several days. */
export interface DeviceSums {
  readonly completed: number;
  readonly lowConfidence: number;
  readonly webgpu: number;
  /** Mean milliseconds of one; null without any. */
  readonly meanMs: number | null;
}

/** Every day of the period up to today, the oldest first, quiet ones too. */
export function usageDays(
  { tryOnUsage, deviceTryOnUsage }: Pick<Usage, 'tryOnUsage' | 'deviceTryOnUsage'>,
  period: number,
  today: Date,
): UsageDay[] {
  const server = new Map(tryOnUsage.days.map(({ day, sums }) => [day, sums]));
  const devices = new Map(deviceTryOnUsage.map((reported) => [reported.day, reported]));
  return Array.from({ length: period }, (_, place) => {
    const day = new Date(today.getTime() - (period - 1 - place) * DAY_MS).toISOString().slice(0, 10);
    return { day, server: server.get(day) ?? null, devices: devices.get(day) ?? null };
  });
}

/** Sums over days; the mean weighs each try-on alike. */
export function deviceSums(days: readonly DeviceDay[]): DeviceSums {
  const sum = (of: (day: DeviceDay) => number) => days.reduce((total, day) => total + of(day), 0);
  const all = sum(({ completed, lowConfidence }) => completed + lowConfidence);
  const totalMs = sum(({ completed, lowConfidence, meanMs }) => (completed + lowConfidence) * meanMs);
  return {
    completed: sum(({ completed }) => completed),
    lowConfidence: sum(({ lowConfidence }) => lowConfidence),
    webgpu: sum(({ webgpu }) => webgpu),
    meanMs: all > 0 ? totalMs / all : null,
  };
}

/** Shares of the server's results; null where they would be shares of nothing. */
export function serverShares({ computed, cached, withheld }: ServerSums): {
  readonly cached: number | null;
  readonly withheld: number | null;
} {
  const shown = computed + cached;
  return {
    cached: shown > 0 ? cached / shown : null,
    withheld: shown + withheld > 0 ? withheld / (shown + withheld) : null,
  };
}
