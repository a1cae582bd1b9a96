import { Box, Button, Card, CardContent, Stack, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { useAction } from '../api/use-action.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import type { EvaluatedPair } from './shop-evaluation-record.js';

interface Props {
  readonly pair: EvaluatedPair;
  readonly onMarked: () => void;
}

/** One result with its confidence, why that is not full, and what the merchant says of it. */
export function EvaluatedPairCard({ pair, onMarked }: Props) {
  const translate = useTranslate();
  const mayEdit = usePermission('EDITOR');
  const { busy, run } = useAction();
  const mark = async (verdict: EvaluatedPair['verdict']) => {
    const { result } = await ask<{ result: object }>(
      `mutation ($input: MarkEvaluatedPairInput!) {
        result: markEvaluatedPair(input: $input) { ... on EvaluatedPair { id } ${FAILURE} } }`,
      { input: { id: pair.id, verdict } },
    );
    outcome(result);
    onMarked();
  };
  return (
    <Card variant="outlined">
      {pair.picture && (
        <Box
          component="img"
          src={pair.picture.url}
          alt={pair.sku}
          loading="lazy"
          sx={{ width: '100%', aspectRatio: '3 / 4', objectFit: 'cover', display: 'block' }}
        />
      )}
      <CardContent sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
        <Typography variant="body2">{pair.sku}</Typography>
        <StateChip state={pair.state} />
        {pair.confidence && (
          <Typography variant="body2">
            {translate('confidence.score')}: {pair.confidence.score.toFixed(2)}
          </Typography>
        )}
        {pair.reasons[0] && (
          <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
            {pair.reasons[0]}
          </Typography>
        )}
        {mayEdit && pair.picture && (
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
            {(['GOOD', 'BAD'] as const).map((verdict) => {
              const isSet = pair.verdict === verdict;
              return (
                <Button
                  key={verdict}
                  size="small"
                  disabled={busy}
                  aria-pressed={isSet}
                  variant={isSet ? 'contained' : 'outlined'}
                  color={verdict === 'GOOD' ? 'success' : 'error'}
                  onClick={() => void run(() => mark(isSet ? null : verdict))}
                >
                  {translate(`shopEvaluations.verdicts.${verdict}`)}
                </Button>
              );
            })}
          </Stack>
        )}
      </CardContent>
    </Card>
  );
}
