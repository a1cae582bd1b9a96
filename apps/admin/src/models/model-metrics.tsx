import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import type { Model } from './model-query.js';

/** The figures of the cards side by side: a row for each figure and protocol, a column for each model. */
export function ModelMetrics({ models }: { readonly models: readonly Model[] }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const metrics = models.flatMap(({ card }) => card?.metrics ?? []);
  const rows = new Map(metrics.map((metric) => [`${metric.name} ${metric.protocol}`, metric]));
  if (rows.size === 0) return null;
  const valueOf = (model: Model, name: string, protocol: string) => {
    const found = model.card?.metrics.find((m) => m.name === name && m.protocol === protocol);
    return found ? found.value.toLocaleString(locale, { maximumSignificantDigits: 4 }) : '–';
  };
  return (
    <TableContainer tabIndex={0} role="group" aria-label={translate('models.metrics')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{translate('models.metrics')}</TableCell>
            {models.map(({ id }) => (
              <TableCell key={id} align="right">
                {id}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {[...rows].map(([key, { name, protocol }]) => (
            <TableRow key={key}>
              <TableCell component="th" scope="row">
                {name}
                <Typography variant="caption" component="p" color="textSecondary">
                  {protocol}
                </Typography>
              </TableCell>
              {models.map((model) => (
                <TableCell key={model.id} align="right">
                  {valueOf(model, name, protocol)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
