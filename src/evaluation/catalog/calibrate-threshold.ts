import { Random } from '../../neural/random.js';
import { type ProportionEstimate, wilsonInterval } from '../statistics/wilson-interval.js';

/** A result that the merchant has judged. */
export interface MarkedScore {
  /** Confidence, 0…1. */
  readonly score: number;
  readonly bad: boolean;
}

/** What a threshold would show of the marked results. */
export interface CalibrationPoint {
  readonly threshold: number;
  /** Bad ones among those whose score is at least the threshold. */
  readonly badRate: ProportionEstimate;
}

export interface Calibration {
  /** The lowest threshold whose measured bad rate is no more than wanted. */
  readonly threshold: number;
  /** 95 % percentile bootstrap interval; 1 where drawing the marks again left no threshold that is good enough. */
  readonly thresholdLow: number;
  readonly thresholdHigh: number;
  readonly badRate: ProportionEstimate;
  /** Marked results that the threshold withholds. */
  readonly abstained: ProportionEstimate;
  /** The lowest threshold at which even the upper end of the interval is no more than wanted. */
  readonly assuredThreshold: number | null;
  readonly marks: number;
  readonly curve: readonly CalibrationPoint[];
}

export type CalibrationOutcome =
  | { readonly kind: 'CALIBRATED'; readonly calibration: Calibration }
  | { readonly kind: 'TOO_FEW_MARKS'; readonly given: number; readonly needed: number }
  | { readonly kind: 'UNREACHABLE'; readonly lowest: ProportionEstimate };

/** A rate out of fewer results than these says nothing. */
const MIN_SHOWN = 30;
const [RESAMPLES, TAIL] = [500, 0.025];
const MAX_POINTS = 40;

/**
 * Chooses the abstention threshold for a wanted bad rate among what is shown. Marks should be a fair sample of the
 * results: whoever marks only the worst gets a threshold that is too high.
 *
 * Refused with fewer than 3 ÷ wanted marks: with so many and none of them bad, the rate is still only known to be below
 * the wanted one ("rule of three", Hanley and Lippman-Hand 1983). Only thresholds that show 30 marks are considered.
 *
 * @param wanted 0…1, exclusive
 * @param seed of the bootstrap
 */
export function calibrateThreshold(
  marks: readonly MarkedScore[],
  wanted: number,
  seed = 1,
): CalibrationOutcome {
  const needed = neededMarks(wanted);
  if (marks.length < needed) return { kind: 'TOO_FEW_MARKS', given: marks.length, needed };
  const points = pointsOf(marks);
  const chosen = lowestAtMost(points, wanted);
  if (!chosen) {
    const lowest = points.reduce((best, point) => (point.badRate.share < best.badRate.share ? point : best));
    return { kind: 'UNREACHABLE', lowest: lowest.badRate };
  }
  const [thresholdLow, thresholdHigh] = bootstrapThreshold(marks, wanted, seed);
  const calibration: Calibration = {
    threshold: chosen.threshold,
    thresholdLow,
    thresholdHigh,
    badRate: chosen.badRate,
    abstained: wilsonInterval(marks.length - chosen.badRate.total, marks.length)!,
    assuredThreshold: points.find(({ badRate }) => badRate.high <= wanted)?.threshold ?? null,
    marks: marks.length,
    curve: thinned(points),
  };
  return { kind: 'CALIBRATED', calibration };
}

/** Marks without which a threshold for this bad rate would be chance. */
export function neededMarks(wanted: number): number {
  return Math.max(MIN_SHOWN, Math.ceil(3 / wanted));
}

/** Every threshold that makes a difference and shows enough, by rising threshold; the first shows everything. */
function pointsOf(marks: readonly MarkedScore[]): CalibrationPoint[] {
  const sorted = [...marks].sort((a, b) => a.score - b.score);
  let bad = sorted.filter((mark) => mark.bad).length;
  const points: CalibrationPoint[] = [];
  for (const [i, mark] of sorted.entries()) {
    const shown = sorted.length - i;
    if (shown < MIN_SHOWN) break;
    if (i === 0 || mark.score > sorted[i - 1]!.score) {
      points.push({ threshold: i === 0 ? 0 : mark.score, badRate: wilsonInterval(bad, shown)! });
    }
    if (mark.bad) bad--;
  }
  return points;
}

function lowestAtMost(points: readonly CalibrationPoint[], wanted: number): CalibrationPoint | undefined {
  return points.find(({ badRate }) => badRate.share <= wanted);
}

function bootstrapThreshold(marks: readonly MarkedScore[], wanted: number, seed: number): [number, number] {
  const random = new Random(seed);
  const sorted = [...marks].sort((a, b) => a.score - b.score);
  const thresholds = Float64Array.from({ length: RESAMPLES }, () => {
    const drawn = new Uint32Array(sorted.length);
    for (let i = 0; i < sorted.length; i++) drawn[random.integer(sorted.length)]!++;
    return thresholdOf(sorted, drawn, wanted);
  }).sort();
  const at = (q: number): number => thresholds[Math.round((RESAMPLES - 1) * q)]!;
  return [at(TAIL), at(1 - TAIL)];
}

/** The lowest threshold that is good enough for marks of which each was drawn so many times; 1 when there is none. */
function thresholdOf(sorted: readonly MarkedScore[], drawn: Uint32Array, wanted: number): number {
  let shown = sorted.length;
  let bad = sorted.reduce((sum, mark, i) => sum + (mark.bad ? drawn[i]! : 0), 0);
  let previous: number | undefined;
  for (const [i, mark] of sorted.entries()) {
    if (drawn[i] === 0) continue;
    if (shown < MIN_SHOWN) break;
    if (mark.score !== previous && bad <= wanted * shown) return previous === undefined ? 0 : mark.score;
    previous = mark.score;
    shown -= drawn[i]!;
    if (mark.bad) bad -= drawn[i]!;
  }
  return 1;
}

/** As many points as a plot needs, the first and the last among them. */
function thinned(points: readonly CalibrationPoint[]): CalibrationPoint[] {
  if (points.length <= MAX_POINTS) return [...points];
  const step = (points.length - 1) / (MAX_POINTS - 1);
  return Array.from({ length: MAX_POINTS }, (_, i) => points[Math.round(i * step)]!);
}
