import type { Figure } from '../runs/evaluation-result.js';
import { escapeHtml } from './escape-html.js';
import { tellFigure } from './numbers.js';

/** One row of an interval plot. */
export interface PlottedFigure {
  readonly name: string;
  readonly figure: Figure;
}

const [WIDTH, ROW, LEFT, RIGHT] = [640, 22, 190, 160];

/** Means with their 95 % intervals, one below the other, as inline SVG. */
export function intervalPlot(label: string, rows: readonly PlottedFigure[]): string {
  const bounds = rows.flatMap(({ figure: { mean, low, high } }) => [low ?? mean, high ?? mean]);
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  const margin = (most - least || Math.abs(most) || 1) * 0.08;
  const from = least - margin;
  const span = most + margin - from;
  const x = (value: number): string => (LEFT + ((value - from) / span) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const drawn = rows.map(({ name, figure }, i) => {
    const y = ROW * i + ROW / 2;
    const { mean, low, high } = figure;
    return `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${escapeHtml(name)}</text>
<line class="whisker" x1="${x(low ?? mean)}" x2="${x(high ?? mean)}" y1="${y}" y2="${y}"/><circle class="dot" cx="${x(mean)}" cy="${y}" r="4"/>
<text x="${WIDTH - RIGHT + 8}" y="${y + 4}">${escapeHtml(tellFigure(figure))}</text>`;
  });
  return `<figure class="plot"><figcaption>${escapeHtml(label)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${ROW * rows.length}" role="img" aria-label="${escapeHtml(label)} with 95 % intervals">${drawn.join('\n')}</svg></figure>`;
}
