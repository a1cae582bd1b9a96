import { Alert, Stack, Typography } from '@mui/material';
import { useLocaleState, useRecordContext, useTranslate } from 'react-admin';
import { JobPage } from '../layout/job-page.js';
import { JobProgress } from '../layout/job-progress.js';
import { Section } from '../layout/section.js';
import { StateChip } from '../layout/state-chip.js';
import { RaterLink } from './rater-link.js';
import { StudyActions } from './study-actions.js';
import { isOpenStudy, type Study } from './study-record.js';
import { StudyFigures } from './study-figures.js';

const POLL_MS = 4_000;

/** One study: how far it is, the link for raters, and what they have said. */
export function StudyShow() {
  return (
    <JobPage pollMs={POLL_MS} isOpen={isOpenStudy}>
      <StudyBody />
    </JobPage>
  );
}

function StudyBody() {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const study = useRecordContext<Study>();
  if (!study) return null;
  const { state, pairs, pairsReady, pairsFailed } = study;
  return (
    <Stack spacing={2}>
      <Section title={study.name} action={<StateChip state={state} />}>
        <Typography>
          A: {study.modelA}
          <br />
          B: {study.modelB}
        </Typography>
        {state === 'PREPARING' && <JobProgress done={pairsReady + pairsFailed} total={pairs} />}
        {pairsFailed > 0 && (
          <Alert severity="warning">{translate('studies.failedPairs', { smart_count: pairsFailed })}</Alert>
        )}
        {study.failure && <Alert severity="error">{study.failure}</Alert>}
        <Typography color="textSecondary">
          {translate('studies.asked', {
            raters: study.raters,
            maxRaters: study.maxRaters,
            pairs: study.pairsPerRater,
            checks: study.checksPerRater,
            votes: study.votes,
          })}{' '}
          {isOpenStudy(state) &&
            translate('studies.ends', { day: new Date(study.expiresAt).toLocaleDateString(locale) })}
        </Typography>
        {study.raterUrl && <RaterLink url={study.raterUrl} />}
        <StudyActions study={study} />
      </Section>
      {state !== 'PREPARING' && state !== 'FAILED' && <StudyFigures study={study} />}
    </Stack>
  );
}
