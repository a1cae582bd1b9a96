import type { Benchmark, PublishedRow } from '../benchmarks/benchmark.js';
import type { Figure, FigureGroup, PublishedBeside, SetFigureName } from './evaluation-result.js';
import type { FigureName } from './figure-kinds.js';

/** Published names of metrics and the figure that is measured here. */
const MEASURED: Readonly<Record<string, FigureName | SetFigureName>> = { SSIM: 'ssim', FID: 'fid' };

const INCEPTION = 'inception-v3-2015';

/** What was measured, as far as published figures care. */
export interface MeasuredFigures {
  readonly figures: readonly Figure[];
  readonly groups: readonly FigureGroup[];
  readonly size: { readonly height: number; readonly width: number };
  /** Whether only some of the pairs were measured. */
  readonly isPart: boolean;
}

/** Each published figure of a benchmark beside the measured one, and whether they can be compared. */
export function besidePublished(
  { published, protocol, publishedSize }: Benchmark,
  measured: MeasuredFigures,
): PublishedBeside[] {
  return published.map((row) => {
    const { pairCount } = row;
    const figure = figureOf(row, measured);
    if (!figure) return { ...row, comparable: false, remarks: [reasonWithout(row)] };
    const { height, width } = measured.size;
    const isOtherSize = height !== publishedSize.height || width !== publishedSize.width;
    const remarks = [
      ...(row.protocol === protocol ? [] : [`published figure: ${row.protocol}; measured: ${protocol}`]),
      ...(isOtherSize
        ? [`measured at ${height}×${width}, published at ${row.size}: --size published measures there`]
        : []),
      ...(figure.features !== undefined && figure.features !== INCEPTION
        ? [`measured with ${figure.features}, a proxy: its numbers are of another scale than Inception’s FID`]
        : []),
      ...(pairCount !== undefined && figure.count !== pairCount
        ? [`measured on ${figure.count} pairs, published on ${pairCount}`]
        : []),
      ...(measured.isPart && pairCount === undefined ? ['only some of the pairs were measured'] : []),
      ...(row.data.includes('not public') ? ['measured on other data, since these are not public'] : []),
    ];
    const caution = row.colours === 'not stated' ? ['the source does not state colours or window'] : [];
    return {
      ...row,
      measured: figure.mean,
      comparable: remarks.length === 0,
      remarks: [...remarks, ...caution],
    };
  });
}

function figureOf({ metric, group }: PublishedRow, { figures, groups }: MeasuredFigures): Figure | undefined {
  const name = MEASURED[metric];
  const among =
    group === undefined ? figures : (groups.find((one) => one.name === group)?.figures ?? figures);
  return among.find((figure) => figure.metric === name);
}

function reasonWithout({ protocol, metric }: PublishedRow): string {
  if (protocol === 'user study') return 'people judge this: see realism studies';
  if (protocol === 'timing') return 'depends on the machine: `npm run bench` measures this one';
  return metric === 'FID' ? 'not measured: --features names the network’s weights' : 'not measured';
}
