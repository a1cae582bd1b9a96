import { describe, expect, it } from 'vitest';
import { histogram } from './histogram.js';

const series = (values: readonly number[], low: number | null = null) => ({
  name: 'model',
  values,
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  low,
  high: low,
});

describe('histogram', () => {
  it('should count every value', () => {
    const svg = histogram({ label: 'SSIM', digits: 2, series: [series([0, 0, 0.5, 1])] });

    const counts = [...svg.matchAll(/<title>(\d+)<\/title>/g)].map(([, count]) => Number(count));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(svg).toContain('mean 0.38');
  });

  it('should draw no band when there is no interval', () => {
    const without = histogram({ label: 'SSIM', digits: 2, series: [series([0.5])] });
    const withBand = histogram({ label: 'SSIM', digits: 2, series: [series([0.5, 0.6], 0.55)] });

    expect([without.includes('band'), withBand.includes('band')]).toEqual([false, true]);
    expect(without).not.toContain('NaN');
  });

  it('should escape labels', () => {
    expect(histogram({ label: '<b>', digits: 2, series: [series([1])] })).not.toContain('<b>');
  });
});
