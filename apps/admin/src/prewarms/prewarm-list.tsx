import { Button } from '@mui/material';
import { DataTable, DateField, List, TopToolbar, useRefresh, useTranslate } from 'react-admin';
import { useAction } from '../api/use-action.js';
import type { JobState } from '../data/records.js';
import { StateChip } from '../layout/state-chip.js';
import { JobProgress } from '../layout/job-progress.js';
import { usePermission } from '../layout/use-permission.js';
import { cancelPrewarm } from './start-prewarm.js';
import { StartPrewarmButton } from './start-prewarm-button.js';

interface Prewarm {
  readonly id: string;
  readonly state: JobState;
  readonly total: number;
  readonly computed: number;
  readonly alreadyCached: number;
  readonly lowConfidence: number;
  readonly failed: number;
  readonly computeSeconds: number;
}

const POLL_MS = 3_000;

/** Background jobs that compute try-ons before anybody asks. */
export function PrewarmList() {
  const mayEdit = usePermission('EDITOR');
  return (
    <List<Prewarm>
      exporter={false}
      empty={false}
      queryOptions={{ refetchInterval: POLL_MS }}
      actions={<TopToolbar>{mayEdit && <StartPrewarmButton />}</TopToolbar>}
    >
      <DataTable<Prewarm> bulkActionButtons={false} rowClick={false}>
        <DataTable.Col<Prewarm> source="createdAt" field={DateField} disableSort />
        <DataTable.Col<Prewarm>
          source="state"
          disableSort
          render={({ state }) => <StateChip state={state} />}
        />
        <DataTable.Col<Prewarm>
          label="jobs.progress"
          disableSort
          render={(job) => (
            <JobProgress
              done={job.computed + job.alreadyCached + job.lowConfidence + job.failed}
              total={job.total}
            />
          )}
        />
        <DataTable.NumberCol<Prewarm> source="computed" disableSort />
        <DataTable.NumberCol<Prewarm> source="alreadyCached" disableSort />
        <DataTable.NumberCol<Prewarm> source="lowConfidence" disableSort />
        <DataTable.NumberCol<Prewarm> source="failed" disableSort />
        <DataTable.NumberCol<Prewarm>
          source="computeSeconds"
          disableSort
          options={{ maximumFractionDigits: 1 }}
        />
        <DataTable.Col<Prewarm>
          label="ra.action.cancel"
          disableSort
          render={(job) => mayEdit && <CancelButton job={job} />}
        />
      </DataTable>
    </List>
  );
}

function CancelButton({ job }: { readonly job: Prewarm }) {
  const translate = useTranslate();
  const refresh = useRefresh();
  const { busy, run } = useAction();
  if (job.state !== 'QUEUED' && job.state !== 'RUNNING') return null;
  return (
    <Button
      size="small"
      color="error"
      disabled={busy}
      onClick={() => void run(() => cancelPrewarm(job.id)).then(refresh)}
    >
      {translate('ra.action.cancel')}
    </Button>
  );
}
