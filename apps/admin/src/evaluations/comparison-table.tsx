import { useLocaleState } from 'react-admin';
import { WideTable } from '../layout/wide-table.js';
import type { FigureComparison } from './evaluation-record.js';

interface Props {
  /** Ids of the models. */
  readonly a: string;
  readonly b: string;
  readonly comparisons: readonly FigureComparison[];
}

/** What the second model changes against the first, item by item. */
export function ComparisonTable({ a, b, comparisons }: Props) {
  const [locale] = useLocaleState();
  const number = (value: number | null) =>
    value === null ? '–' : value.toLocaleString(locale, { maximumSignificantDigits: 4 });
  return (
    <WideTable
      label="evaluations.comparison"
      columns={[
        'evaluations.metric',
        a === b ? 'A' : a,
        a === b ? 'B' : b,
        'evaluations.difference',
        'evaluations.pValue',
        'evaluations.winShare',
      ]}
      rows={comparisons.map(({ metric, label, a: first, b: second, difference, pValue, winShare }) => ({
        key: metric,
        cells: [
          label,
          number(first),
          number(second),
          `${number(difference.mean)} (${number(difference.low)} – ${number(difference.high)})`,
          number(pValue),
          winShare === null ? '–' : winShare.toLocaleString(locale, { style: 'percent' }),
        ],
      }))}
    />
  );
}
