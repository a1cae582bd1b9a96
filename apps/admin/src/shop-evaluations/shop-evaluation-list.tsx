import { DataTable, DateField, List, NumberInput, TopToolbar, useRefresh } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { FormDialogButton } from '../layout/form-dialog-button.js';
import { JobProgress } from '../layout/job-progress.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import type { ShopEvaluation } from './shop-evaluation-record.js';

const POLL_MS = 4_000;

/** How often and how surely the try-on works for this shop, measured again and again. */
export function ShopEvaluationList() {
  const mayEdit = usePermission('EDITOR');
  return (
    <List<ShopEvaluation>
      exporter={false}
      empty={false}
      queryOptions={{ refetchInterval: POLL_MS }}
      actions={<TopToolbar>{mayEdit && <StartButton />}</TopToolbar>}
    >
      <DataTable<ShopEvaluation> bulkActionButtons={false} rowClick="show">
        <DataTable.Col<ShopEvaluation> source="createdAt" field={DateField} disableSort />
        <DataTable.Col<ShopEvaluation> source="modelId" disableSort />
        <DataTable.Col<ShopEvaluation>
          source="state"
          disableSort
          render={({ state }) => <StateChip state={state} />}
        />
        <DataTable.Col<ShopEvaluation>
          label="jobs.progress"
          disableSort
          render={({ done, pairs }) => <JobProgress done={done} total={pairs} />}
        />
      </DataTable>
    </List>
  );
}

function StartButton() {
  const refresh = useRefresh();
  const start = async ({ maxPairs }: { readonly maxPairs: number }) => {
    const { result } = await ask<{ result: object }>(
      `mutation ($input: StartCatalogEvaluationInput!) {
        result: startCatalogEvaluation(input: $input) { ... on CatalogEvaluation { id } ${FAILURE} } }`,
      { input: { maxPairs } },
    );
    outcome(result);
    refresh();
  };
  return (
    <FormDialogButton<{ maxPairs: number }>
      label="shopEvaluations.start"
      text="shopEvaluations.startText"
      defaults={{ maxPairs: 100 }}
      onSubmit={start}
    >
      <NumberInput source="maxPairs" label="shopEvaluations.maxPairs" min={1} max={2_000} required />
    </FormDialogButton>
  );
}
