import { Alert, MenuItem, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useGetList, useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { messageOf } from '../api/message-of.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { Section } from '../layout/section.js';
import { ComparisonTable } from './comparison-table.js';
import type { Evaluation, FigureComparison } from './evaluation-record.js';

interface Comparison {
  readonly items: number;
  readonly figures: readonly FigureComparison[];
}

const COMPARE = `query ($a: ID!, $b: ID!) { result: compareEvaluations(a: $a, b: $b) {
  ... on EvaluationComparison { items figures { metric label a b pValue winShare difference { mean low high count } } }
  ${FAILURE} } }`;

/** Holds a completed run against another one of its benchmark, pair by pair. */
export function RunComparison({ run }: { readonly run: Evaluation }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const [otherId, setOtherId] = useState('');
  const { data: found = [] } = useGetList<Evaluation>('evaluations', {
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'createdAt', order: 'DESC' },
    filter: { benchmark: [run.benchmark], state: ['COMPLETED'] },
  });
  const others = found.filter(({ id }) => id !== run.id);
  const other = others.find(({ id }) => id === otherId);
  const { comparison, problem } = useComparison(other?.id, run.id);
  const nameOf = ({ modelId, createdAt }: Evaluation) =>
    `${modelId}, ${new Date(createdAt).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'medium' })}`;

  return (
    <Section title="evaluations.compareWith">
      {others.length === 0 ? (
        <Typography color="textSecondary">{translate('evaluations.noOtherRun')}</Typography>
      ) : (
        <TextField
          select
          label={translate('evaluations.otherRun')}
          helperText={translate('evaluations.compareText')}
          value={other ? otherId : ''}
          onChange={({ target }) => setOtherId(target.value)}
          sx={{ maxWidth: 480 }}
        >
          {others.map((one) => (
            <MenuItem key={one.id} value={one.id}>
              {nameOf(one)}
            </MenuItem>
          ))}
        </TextField>
      )}
      {problem && <Alert severity="warning">{problem}</Alert>}
      {other && comparison && (
        <>
          <Typography>{translate('evaluations.sharedItems', { smart_count: comparison.items })}</Typography>
          <ComparisonTable a={nameOf(other)} b={nameOf(run)} comparisons={comparison.figures} />
        </>
      )}
    </Section>
  );
}

/** What `b` changes against `a`, or why the two cannot be compared; nothing without `a`. */
function useComparison(a: string | undefined, b: string) {
  const [found, setFound] = useState<{ comparison?: Comparison; problem?: string }>({});
  useEffect(() => {
    setFound({});
    if (a === undefined) return undefined;
    let wanted = true;
    ask<{ result: Comparison }>(COMPARE, { a, b })
      .then(({ result }) => wanted && setFound({ comparison: outcome(result) }))
      .catch((error: unknown) => wanted && setFound({ problem: messageOf(error) }));
    return () => {
      wanted = false;
    };
  }, [a, b]);
  return found;
}
