import { escapeHtml } from './escape-html.js';
import { fixed } from './numbers.js';

/** What a histogram shows. */
export interface HistogramData {
  readonly label: string;
  readonly digits: number;
  /** Each has at least one value. */
  readonly series: readonly HistogramSeries[];
}

/** Values of one model. */
export interface HistogramSeries {
  readonly name: string;
  readonly values: readonly number[];
  readonly mean: number;
  /** Bounds of the mean's interval; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
}

const [WIDTH, HEIGHT, BOTTOM, TOP, SIDE] = [320, 150, 20, 14, 8];
const MOST_BINS = 24;

/** A histogram as inline SVG: bars, and for each series the mean as a line with its 95 % interval as a band. */
export function histogram({ label, digits, series }: HistogramData): string {
  const all = series.flatMap(({ values }) => values);
  const least = all.reduce((a, b) => Math.min(a, b));
  const most = all.reduce((a, b) => Math.max(a, b));
  const span = most - least || 1;
  const bins = Math.max(1, Math.min(MOST_BINS, Math.ceil(2 * Math.sqrt(all.length / series.length))));
  const x = (value: number): number => SIDE + ((value - least) / span) * (WIDTH - 2 * SIDE);
  const counts = series.map(({ values }) => countBins(values, least, span, bins));
  const highest = Math.max(...counts.flat());
  const bar = (WIDTH - 2 * SIDE) / bins;
  const drawn = series.map(({ mean, low, high }, s) => {
    const bars = counts[s]!.map((count, i) => {
      const height = (count / highest) * (HEIGHT - BOTTOM - TOP);
      const top = HEIGHT - BOTTOM - height;
      return count === 0
        ? ''
        : `<rect class="bar s${s}" x="${p(SIDE + i * bar)}" y="${p(top)}" width="${p(Math.max(1, bar - 1))}" height="${p(height)}"><title>${count}</title></rect>`;
    });
    const band =
      low === null || high === null
        ? ''
        : `<rect class="band s${s}" x="${p(x(low))}" y="${TOP}" width="${p(Math.max(1.5, x(high) - x(low)))}" height="${HEIGHT - BOTTOM - TOP}"/>`;
    return `${band}${bars.join('')}<line class="mean s${s}" x1="${p(x(mean))}" x2="${p(x(mean))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>`;
  });
  const description = series
    .map(({ name, mean, values }) => `${name}: mean ${fixed(mean, digits)} of ${values.length}`)
    .join('; ');
  return `<figure class="plot"><figcaption>${escapeHtml(label)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Histogram of ${escapeHtml(label)}. ${escapeHtml(description)}">
<line class="axis" x1="${SIDE}" x2="${WIDTH - SIDE}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"/>
${drawn.join('\n')}
<text x="${SIDE}" y="${HEIGHT - 6}">${fixed(least, digits)}</text><text x="${WIDTH - SIDE}" y="${HEIGHT - 6}" text-anchor="end">${fixed(most, digits)}</text>
<text x="${p(Math.min(WIDTH - 40, Math.max(40, x(series[0]!.mean))))}" y="10" text-anchor="middle">mean ${fixed(series[0]!.mean, digits)}</text>
</svg></figure>`;
}

function countBins(values: readonly number[], least: number, span: number, bins: number): number[] {
  const counts = Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - least) / span) * bins))]!++;
  return counts;
}

/** Hundredths of a pixel are enough. */
function p(value: number): string {
  return String(Math.round(value * 100) / 100);
}
