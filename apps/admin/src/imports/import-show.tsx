import { Box, LinearProgress, Typography } from '@mui/material';
import { useRecordContext, useTranslate } from 'react-admin';
import { isOpenJob, JobPage } from '../layout/job-page.js';
import { Section } from '../layout/section.js';
import { StateChip } from '../layout/state-chip.js';
import { WideTable } from '../layout/wide-table.js';
import type { GarmentImport } from './import-record.js';

const POLL_MS = 1_500;
const COUNTS = ['lines', 'created', 'updated', 'failed'] as const;

/** One import: its counts while it runs, and the lines that could not be used. */
export function ImportShow() {
  return (
    <JobPage pollMs={POLL_MS}>
      <ImportBody />
    </JobPage>
  );
}

function ImportBody() {
  const translate = useTranslate();
  const feed = useRecordContext<GarmentImport>();
  if (!feed) return null;
  const { errors = [] } = feed;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Section
        title={`${translate('imports.feed')} (${feed.format})`}
        action={<StateChip state={feed.state} />}
      >
        {isOpenJob(feed.state) && <LinearProgress aria-label={translate('jobs.progress')} />}
        <Box sx={{ display: 'flex', gap: 4, flexWrap: 'wrap' }}>
          {COUNTS.map((name) => (
            <div key={name}>
              <Typography variant="h5" component="p">
                {feed[name]}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {translate(`resources.imports.fields.${name}`)}
              </Typography>
            </div>
          ))}
        </Box>
      </Section>
      {errors.length > 0 && (
        <Section title="imports.errors">
          <WideTable
            hasWords
            label="imports.errors"
            columns={['imports.line', 'imports.sku', 'imports.field', 'imports.message']}
            rows={errors.map(({ line, sku, field, message }, place) => ({
              key: `${line} ${place}`,
              cells: [line, sku ?? '–', field ?? '–', message],
            }))}
          />
        </Section>
      )}
    </Box>
  );
}
