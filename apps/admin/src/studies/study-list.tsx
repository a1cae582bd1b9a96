import { DataTable, DateField, List, TopToolbar } from 'react-admin';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import { CreateStudyButton } from './create-study-button.js';
import type { Study } from './study-record.js';

const POLL_MS = 4_000;

/** Studies of this shop, in which people compare the pictures of two networks. */
export function StudyList() {
  const mayEdit = usePermission('EDITOR');
  return (
    <List<Study>
      exporter={false}
      empty={false}
      queryOptions={{ refetchInterval: POLL_MS }}
      actions={<TopToolbar>{mayEdit && <CreateStudyButton />}</TopToolbar>}
    >
      <DataTable<Study> bulkActionButtons={false} rowClick="show">
        <DataTable.Col<Study> source="name" disableSort />
        <DataTable.Col<Study> source="createdAt" field={DateField} disableSort />
        <DataTable.Col<Study> source="modelA" disableSort />
        <DataTable.Col<Study> source="modelB" disableSort />
        <DataTable.Col<Study>
          source="state"
          disableSort
          render={({ state }) => <StateChip state={state} />}
        />
        <DataTable.NumberCol<Study> source="raters" disableSort />
        <DataTable.NumberCol<Study> source="votes" disableSort />
      </DataTable>
    </List>
  );
}
