import { describe, expect, it } from 'vitest';
import { judgePhoto, meanLuma } from './judge-photo.js';

describe('judgePhoto', () => {
  it('should find nothing wrong when a photo is upright, large and bright', () => {
    expect(judgePhoto({ width: 768, height: 1024, meanLuma: 120 })).toEqual([]);
  });

  it('should refuse a photo whose shorter side is below the minimum', () => {
    expect(judgePhoto({ width: 191, height: 1024, meanLuma: 120 })).toEqual([
      { code: 'TOO_SMALL', severity: 'ERROR' },
    ]);
    expect(judgePhoto({ width: 192, height: 256, meanLuma: 120 })).toEqual([]);
  });

  it('should refuse a photo in the dark', () => {
    expect(judgePhoto({ width: 768, height: 1024, meanLuma: 24 })).toEqual([
      { code: 'TOO_DARK', severity: 'ERROR' },
    ]);
  });

  it('should warn when a photo is wider than tall', () => {
    expect(judgePhoto({ width: 1024, height: 768, meanLuma: 120 })).toEqual([
      { code: 'NOT_PORTRAIT', severity: 'WARNING' },
    ]);
  });
});

describe('meanLuma', () => {
  it('should weigh the colours by Rec. 601', () => {
    expect(meanLuma(new Uint8ClampedArray([255, 0, 0, 255]))).toBeCloseTo(76.2, 1);
    expect(meanLuma(new Uint8ClampedArray([0, 255, 0, 255, 0, 0, 255, 255]))).toBeCloseTo(89.4, 1);
  });

  it('should call no pixels black', () => {
    expect(meanLuma(new Uint8ClampedArray())).toBe(0);
  });
});
