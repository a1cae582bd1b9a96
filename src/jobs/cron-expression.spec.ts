import { describe, expect, it } from 'vitest';
import { parseCron } from './cron-expression.js';

/** Minutes of 2026-03-01 (a Sunday) to 2026-03-31 that match. */
function matches(expression: string): string[] {
  const isDue = parseCron(expression);
  const found: string[] = [];
  for (let time = Date.UTC(2026, 2, 1); time < Date.UTC(2026, 3, 1); time += 60_000) {
    const minute = new Date(time);
    if (isDue(minute)) found.push(minute.toISOString().slice(5, 16));
  }
  return found;
}

describe('parseCron', () => {
  it('should match every minute when all fields are stars', () => {
    expect(matches('* * * * *')).toHaveLength(31 * 24 * 60);
  });

  it('should match steps, ranges and lists', () => {
    expect(matches('*/20,5 3 1 3 *')).toEqual(['03-01T03:00', '03-01T03:05', '03-01T03:20', '03-01T03:40']);
    expect(matches('10-30/10 0 2 * *')).toEqual(['03-02T00:10', '03-02T00:20', '03-02T00:30']);
    expect(matches('50/5 0 2 * *')).toEqual(['03-02T00:50', '03-02T00:55']);
  });

  it('should match weekdays, Sunday being 0', () => {
    expect(matches('0 0 * * 0')).toEqual(['01', '08', '15', '22', '29'].map((day) => `03-${day}T00:00`));
  });

  it('should match either day when both are restricted', () => {
    expect(matches('0 0 10 * 0')).toHaveLength(6);
  });

  it.each([
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
    '@daily',
  ])('should refuse %s', (expression) => {
    expect(() => parseCron(expression)).toThrow(Error);
  });
});
