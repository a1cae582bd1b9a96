/**
 * A day as people write it.
 *
 * @param day UTC, for example 2026-01-31
 */
export function dayName(day: string, locale: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { timeZone: 'UTC', dateStyle: 'medium' });
}
