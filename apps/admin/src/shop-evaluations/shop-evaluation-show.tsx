import { Alert, Box, Button, Stack } from '@mui/material';
import { useRecordContext, useRedirect, useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import type { Proportion } from '../data/records.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { useAction } from '../api/use-action.js';
import { useAnswer } from '../api/use-answer.js';
import { isOpenJob, JobPage } from '../layout/job-page.js';
import { JobProgress } from '../layout/job-progress.js';
import { Section } from '../layout/section.js';
import { ShareBar } from '../layout/share-bar.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import { PairGallery } from './pair-gallery.js';
import { SHOP_REPORT, type ShopEvaluation, type ShopReport } from './shop-evaluation-record.js';
import { ThresholdAdvice } from './threshold-advice.js';

const POLL_MS = 3_000;

/** What one evaluation of the shop has found so far. */
export function ShopEvaluationShow() {
  return (
    <JobPage pollMs={POLL_MS}>
      <ShopEvaluationBody />
    </JobPage>
  );
}

function ShopEvaluationBody() {
  const evaluation = useRecordContext<ShopEvaluation>();
  return evaluation ? <Findings evaluation={evaluation} /> : null;
}

function Findings({ evaluation }: { readonly evaluation: ShopEvaluation }) {
  const isOpen = isOpenJob(evaluation.state);
  const everyMs = isOpen ? POLL_MS : undefined;
  const { answer } = useAnswer<{ catalogReport: ShopReport | null }>(
    SHOP_REPORT,
    { id: evaluation.id },
    { everyMs },
  );
  const report = answer?.catalogReport;
  return (
    <Stack spacing={2}>
      <Section title={evaluation.modelId} action={<StateChip state={evaluation.state} />}>
        {isOpen && <JobProgress done={evaluation.done} total={evaluation.pairs} />}
        {evaluation.failure && <Alert severity="error">{evaluation.failure}</Alert>}
        {report && <Shares {...report} />}
        <EndButton id={evaluation.id} isOpen={isOpen} />
      </Section>
      {report?.categories.map((category) => (
        <Section key={category.category} title={`categories.${category.category}`}>
          <Shares {...category} />
        </Section>
      ))}
      <Section title="shopEvaluations.pairs">
        <PairGallery evaluationId={evaluation.id} everyMs={everyMs} />
      </Section>
      <ThresholdAdvice evaluationId={evaluation.id} />
    </Stack>
  );
}

function Shares(shares: Readonly<Record<'garments' | 'shown' | 'abstained', Proportion | null>>) {
  return (['garments', 'shown', 'abstained'] as const).map((name) => {
    const share = shares[name];
    return share ? (
      <ShareBar
        key={name}
        label={`shopEvaluations.shares.${name}`}
        share={share.share}
        interval={[share.low, share.high]}
        note={`${share.count} / ${share.total}`}
      />
    ) : null;
  });
}

interface EndProps {
  readonly id: string;
  readonly isOpen: boolean;
}

function EndButton({ id, isOpen }: EndProps) {
  const translate = useTranslate();
  const redirect = useRedirect();
  const mayEdit = usePermission('EDITOR');
  const { busy, run } = useAction();
  const field = isOpen ? 'cancelCatalogEvaluation' : 'deleteCatalogEvaluation';
  const member = isOpen ? 'CatalogEvaluation' : 'Deleted';
  const end = async () => {
    const { result } = await ask<{ result: object }>(
      `mutation ($id: ID!) { result: ${field}(id: $id) { ... on ${member} { id } ${FAILURE} } }`,
      { id },
    );
    outcome(result);
    if (!isOpen) redirect('list', 'shop-evaluations');
  };
  if (!mayEdit) return null;
  return (
    <Box>
      <Button color="error" disabled={busy} onClick={() => void run(end)}>
        {translate(isOpen ? 'ra.action.cancel' : 'ra.action.delete')}
      </Button>
    </Box>
  );
}
