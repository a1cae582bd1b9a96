import { useLocaleState, useTranslate } from 'react-admin';
import { WideTable } from '../layout/wide-table.js';
import type { Figure } from './evaluation-record.js';

/** Figures with their 95 % intervals and in which direction they get better. */
export function FigureTable({ figures }: { readonly figures: readonly Figure[] }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const number = (value: number, digits: number) =>
    value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <WideTable
      label="evaluations.figures"
      columns={['evaluations.metric', 'evaluations.mean', 'evaluations.interval', 'evaluations.count']}
      rows={figures.map(({ metric, label, better, unit, digits, mean, low, high, count }) => ({
        key: metric,
        cells: [
          `${label} ${translate(`evaluations.better.${better}`, { _: '' })}`,
          `${number(mean, digits)}${unit ? ` ${unit}` : ''}`,
          low === null || high === null ? '–' : `${number(low, digits)} – ${number(high, digits)}`,
          count,
        ],
      }))}
    />
  );
}
