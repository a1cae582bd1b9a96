import { describe, expect, it } from 'vitest';
import { BENCHMARK_IDS } from './benchmark.js';
import { BENCHMARKS, findBenchmark } from './benchmark-list.js';

describe('BENCHMARKS', () => {
  it('should have each benchmark once', () => {
    expect(BENCHMARKS.map(({ id }) => id)).toEqual([...BENCHMARK_IDS]);
  });

  it('should have each published figure once, with its source', () => {
    const rows = BENCHMARKS.flatMap(({ published }) => published);

    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { figure, source } of rows) {
      expect(figure).toBeGreaterThan(0);
      expect(source).not.toBe('');
    }
  });

  it.each([
    ['viton-paired', 'SSIM', 0.87],
    ['viton-unpaired', 'FID', 10.09],
    ['viton-hd', 'SSIM', 0.8858],
    ['dress-code', 'SSIM', 0.8869],
    ['dress-code', 'realism', 29.4],
    ['mpv', 'FID', 49.5],
    ['cmi', 'FID', 86.6],
    ['vvt', 'SSIM', 0.87],
  ])('should know what was published for %s: %s %d', (id, metric, figure) => {
    expect(findBenchmark(id)!.published).toContainEqual(
      expect.objectContaining({ metric, figure }) as unknown,
    );
  });

  it('should warn of copying wherever a photo already shows the garment', () => {
    for (const { protocol, warnings } of BENCHMARKS) {
      const warns = warnings.some((warning) => warning.includes('PAIRED TEST'));
      expect(warns).toBe(protocol === 'paired' || protocol === 'video');
    }
  });

  it('should tell VITON from VITON-HD', () => {
    const [viton, hd] = [findBenchmark('viton-cycle')!, findBenchmark('viton-hd')!];

    expect(viton.family!.test('VITON train, clean split')).toBe(true);
    expect(viton.family!.test('VITON-HD train')).toBe(false);
    expect(hd.family!.test('VITON-HD train')).toBe(true);
  });
});
