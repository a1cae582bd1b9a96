/** A duration in milliseconds as people read it: `87 ms`, from a second on `1.2 s`; a dash for none. */
export function waitText(ms: number | null | undefined, locale: string): string {
  if (ms === null || ms === undefined) return '–';
  return Math.round(ms) < 1000
    ? `${Math.round(ms).toLocaleString(locale)} ms`
    : `${(ms / 1000).toLocaleString(locale, { maximumFractionDigits: 1 })} s`;
}
