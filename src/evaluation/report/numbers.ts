import type { Figure } from '../runs/evaluation-result.js';

/** A number with so many digits behind the point, a dash where there is none. */
export function fixed(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined || !Number.isFinite(value)
    ? '–'
    : value.toFixed(digits).replace(/^-/, '−');
}

/** A 95 % interval, empty where there is none. */
export function interval(low: number | null, high: number | null, digits: number): string {
  return low === null || high === null ? '' : `[${fixed(low, digits)}, ${fixed(high, digits)}]`;
}

/** A figure as people read it: mean, unit, interval. */
export function tellFigure({ mean, low, high, digits, unit }: Figure): string {
  const parts = [fixed(mean, digits), unit ?? '', interval(low, high, digits)];
  return parts.filter((part) => part !== '').join(' ');
}

/** A p-value; a permutation test of finite length never says 0. */
export function tellP(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
