import { Alert, Button, Stack, Typography } from '@mui/material';
import { useRecordContext, useRefresh, useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { useAction } from '../api/use-action.js';
import { isOpenJob, JobPage } from '../layout/job-page.js';
import { JobProgress } from '../layout/job-progress.js';
import { Section } from '../layout/section.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import type { Evaluation } from './evaluation-record.js';
import { ComparisonTable } from './comparison-table.js';
import { FigureTable } from './figure-table.js';
import { RunComparison } from './run-comparison.js';
import { PublishedTable } from './published-table.js';

const POLL_MS = 3_000;

/** One benchmark run: progress while it runs, then its figures with their intervals. */
export function EvaluationShow() {
  return (
    <JobPage pollMs={POLL_MS}>
      <EvaluationBody />
    </JobPage>
  );
}

function EvaluationBody() {
  const translate = useTranslate();
  const run = useRecordContext<Evaluation>();
  if (!run) return null;
  const { result } = run;
  return (
    <Stack spacing={2}>
      <Section title={`${run.benchmark}: ${run.modelId}`} action={<StateChip state={run.state} />}>
        {isOpenJob(run.state) && <JobProgress done={run.progress.done} total={run.progress.total} />}
        {run.failure && <Alert severity="error">{run.failure}</Alert>}
        {result && <Typography color="textSecondary">{result.compared}</Typography>}
        {result?.warnings.map((warning) => (
          <Alert key={warning} role="note" severity="warning">
            {warning}
          </Alert>
        ))}
        <Stack direction="row" sx={{ gap: 1 }}>
          {run.reportUrl && (
            <Button variant="contained" href={run.reportUrl} target="_blank" rel="noopener">
              {translate('evaluations.report')}
            </Button>
          )}
          {isOpenJob(run.state) && <CancelButton id={run.id} />}
        </Stack>
      </Section>
      {result && (
        <Section title="evaluations.figures">
          <FigureTable figures={result.figures} />
        </Section>
      )}
      {result?.groups.map(({ name, figures }) => (
        <Section key={name} title={name}>
          <FigureTable figures={figures} />
        </Section>
      ))}
      {result && result.comparison.length > 0 && (
        <Section title="evaluations.comparison">
          <ComparisonTable a={run.againstModelId ?? ''} b={run.modelId} comparisons={result.comparison} />
        </Section>
      )}
      {result && <RunComparison run={run} />}
      {result && result.published.length > 0 && (
        <Section title="evaluations.published">
          <PublishedTable figures={result.published} />
        </Section>
      )}
      {result && result.problemCount > 0 && (
        <Section title="evaluations.problems">
          <ul>
            {result.problems.map(({ id, problem }) => (
              <li key={id}>
                {id}: {problem}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Stack>
  );
}

function CancelButton({ id }: { readonly id: string }) {
  const translate = useTranslate();
  const refresh = useRefresh();
  const isOwner = usePermission('OWNER');
  const { busy, run } = useAction();
  const cancel = async () => {
    const { result } = await ask<{ result: object }>(
      `mutation ($id: ID!) { result: cancelEvaluation(id: $id) { ... on Evaluation { id } ${FAILURE} } }`,
      { id },
    );
    outcome(result);
  };
  if (!isOwner) return null;
  return (
    <Button color="error" disabled={busy} onClick={() => void run(cancel).then(refresh)}>
      {translate('ra.action.cancel')}
    </Button>
  );
}
