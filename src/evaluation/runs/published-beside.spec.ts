import { describe, expect, it } from 'vitest';
import { DRESS_CODE } from '../benchmarks/high-resolution.js';
import { VITON_PAIRED, VITON_UNPAIRED } from '../benchmarks/viton.js';
import type { Figure } from './evaluation-result.js';
import { besidePublished } from './published-beside.js';

const figure = (
  metric: Figure['metric'],
  mean: number,
  { count = 2032, features }: { count?: number; features?: string } = {},
): Figure => ({
  metric,
  label: metric,
  better: 'higher',
  digits: 3,
  mean,
  low: null,
  high: null,
  count,
  ...(features && { features }),
});
const SIZE = { height: 256, width: 192 };

describe('besidePublished', () => {
  it('should call a figure comparable when protocol, size and number of pairs agree', () => {
    const [row] = besidePublished(VITON_PAIRED, {
      figures: [figure('ssim', 0.9)],
      groups: [],
      size: SIZE,
      isPart: false,
    });

    expect(row).toMatchObject({ figure: 0.87, measured: 0.9, comparable: true });
  });

  it('should say so when size differs or only a part was measured', () => {
    const [row] = besidePublished(VITON_PAIRED, {
      figures: [figure('ssim', 0.9, { count: 208 })],
      groups: [],
      size: { height: 128, width: 96 },
      isPart: true,
    });

    expect(row!.comparable).toBe(false);
    expect(row!.remarks.join()).toMatch(/measured at 128×96.*measured on 208 pairs, published on 2032/);
  });

  it('should never call a proxy comparable', () => {
    const rows = besidePublished(VITON_UNPAIRED, {
      figures: [figure('fid', 12, { features: 'proxy:mobilenet' })],
      groups: [],
      size: SIZE,
      isPart: false,
    });

    expect(rows[0]).toMatchObject({ metric: 'FID', measured: 12, comparable: false });
    expect(rows[0]!.remarks.join()).toMatch(/proxy:mobilenet, a proxy/);
    expect(rows.find(({ metric }) => metric === 'time')).toMatchObject({ comparable: false });
  });

  it('should compare a figure of one category with that category', () => {
    const rows = besidePublished(DRESS_CODE, {
      figures: [figure('ssim', 0.7)],
      groups: [{ name: 'dress', figures: [figure('ssim', 0.8)] }],
      size: { height: 1024, width: 768 },
      isPart: false,
    });

    expect(rows[0]).toMatchObject({ group: 'dress', measured: 0.8 });
    expect(rows[1]!.remarks).toEqual(['people judge this: see realism studies']);
  });
});
