import { DataTable, DateField, List, TopToolbar } from 'react-admin';
import { JobProgress } from '../layout/job-progress.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import type { Evaluation } from './evaluation-record.js';
import { StartEvaluationButton } from './start-evaluation-button.js';

const POLL_MS = 4_000;

/** Benchmark runs of the whole server. */
export function EvaluationList() {
  const isOwner = usePermission('OWNER');
  return (
    <List<Evaluation>
      exporter={false}
      empty={false}
      sort={{ field: 'createdAt', order: 'DESC' }}
      queryOptions={{ refetchInterval: POLL_MS }}
      actions={<TopToolbar>{isOwner && <StartEvaluationButton />}</TopToolbar>}
    >
      <DataTable<Evaluation> bulkActionButtons={false} rowClick="show">
        <DataTable.Col<Evaluation> source="createdAt" field={DateField} />
        <DataTable.Col<Evaluation> source="benchmark" />
        <DataTable.Col<Evaluation> source="modelId" disableSort />
        <DataTable.Col<Evaluation> source="againstModelId" disableSort />
        <DataTable.Col<Evaluation> source="dataSet" disableSort />
        <DataTable.Col<Evaluation>
          source="state"
          disableSort
          render={({ state }) => <StateChip state={state} />}
        />
        <DataTable.Col<Evaluation>
          label="jobs.progress"
          disableSort
          render={({ progress }) => <JobProgress done={progress.done} total={progress.total} />}
        />
      </DataTable>
    </List>
  );
}
