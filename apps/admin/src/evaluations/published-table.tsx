import { useLocaleState, useTranslate } from 'react-admin';
import { WideTable } from '../layout/wide-table.js';
import type { PublishedFigure } from './evaluation-record.js';

/** What others have published on the benchmark, and whether this run's figure may be put beside it. */
export function PublishedTable({ figures }: { readonly figures: readonly PublishedFigure[] }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const number = (value: number) => value.toLocaleString(locale, { maximumSignificantDigits: 4 });
  return (
    <WideTable
      label="evaluations.published"
      columns={[
        'evaluations.method',
        'evaluations.metric',
        'evaluations.publishedFigure',
        'evaluations.measured',
        'evaluations.comparable',
        'evaluations.source',
      ]}
      rows={figures.map((row) => ({
        key: `${row.method} ${row.metric} ${row.data} ${row.size}`,
        cells: [
          row.method,
          row.metric,
          `${number(row.figure)}${row.unit ? ` ${row.unit}` : ''}`,
          row.measured === null ? '–' : number(row.measured),
          [translate(row.comparable ? 'ra.boolean.true' : 'ra.boolean.false'), ...row.remarks].join('; '),
          row.source,
        ],
      }))}
    />
  );
}
