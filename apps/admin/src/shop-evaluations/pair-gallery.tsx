import { Box, Pagination, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useAnswer } from '../api/use-answer.js';
import { EvaluatedPairCard } from './evaluated-pair-card.js';
import { type EvaluatedPair, PAIR } from './shop-evaluation-record.js';

const PAGE = 12;

type Order = 'worst' | 'drawn';

const SORTS = { worst: { score: 'ASC' }, drawn: { position: 'ASC' } } as const;

const PAIRS = `query ($id: ID!, $options: EvaluatedPairListOptions) {
  evaluatedPairs(id: $id, options: $options) { items { ${PAIR} } totalItems } }`;

interface Props {
  readonly evaluationId: string;
  readonly everyMs: number | undefined;
}

/** The pairs' pictures, the worst first or as they were drawn; each can be marked as good or bad. */
export function PairGallery({ evaluationId, everyMs }: Props) {
  const translate = useTranslate();
  const [order, setOrder] = useState<Order>('worst');
  const [page, setPage] = useState(1);
  const { answer, again } = useAnswer<{
    evaluatedPairs: { items: EvaluatedPair[]; totalItems: number };
  }>(
    PAIRS,
    {
      id: evaluationId,
      options: {
        skip: (page - 1) * PAGE,
        take: PAGE,
        sort: SORTS[order],
        filter: { state: ['SHOWN', 'WITHHELD', 'FAILED'] },
      },
    },
    { everyMs },
  );
  const { items = [], totalItems = 0 } = answer?.evaluatedPairs ?? {};
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={order}
        aria-label={translate('shopEvaluations.order')}
        onChange={(_event, next: Order | null) => {
          if (!next) return;
          setOrder(next);
          setPage(1);
        }}
      >
        <ToggleButton value="worst">{translate('shopEvaluations.worstFirst')}</ToggleButton>
        <ToggleButton value="drawn">{translate('shopEvaluations.asDrawn')}</ToggleButton>
      </ToggleButtonGroup>
      <Typography variant="body2" color="textSecondary">
        {translate('shopEvaluations.markText')}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 42vw), 1fr))',
        }}
      >
        {items.map((pair) => (
          <EvaluatedPairCard key={pair.id} pair={pair} onMarked={again} />
        ))}
      </Box>
      {totalItems > PAGE && (
        <Pagination
          count={Math.ceil(totalItems / PAGE)}
          page={page}
          onChange={(_event, next) => setPage(next)}
        />
      )}
    </>
  );
}
