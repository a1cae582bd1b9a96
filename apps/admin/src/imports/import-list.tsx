import { DataTable, DateField, List, TopToolbar, useRedirect } from 'react-admin';
import { ask } from '../api/ask.js';
import { useAction } from '../api/use-action.js';
import { type Upload, UPLOAD, uploadFile } from '../api/upload-file.js';
import { ChooseFileButton } from '../layout/choose-file-button.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import type { GarmentImport } from './import-record.js';

const POLL_MS = 4_000;

/** Feeds that were handed in, with what came of them. */
export function ImportList() {
  const mayEdit = usePermission('EDITOR');
  return (
    <List<GarmentImport>
      exporter={false}
      empty={false}
      queryOptions={{ refetchInterval: POLL_MS }}
      actions={<TopToolbar>{mayEdit && <UploadFeedButton />}</TopToolbar>}
    >
      <DataTable<GarmentImport> bulkActionButtons={false} rowClick="show">
        <DataTable.Col<GarmentImport> source="createdAt" field={DateField} disableSort />
        <DataTable.Col<GarmentImport> source="format" disableSort />
        <DataTable.Col<GarmentImport>
          source="state"
          disableSort
          render={({ state }) => <StateChip state={state} />}
        />
        <DataTable.NumberCol<GarmentImport> source="lines" disableSort />
        <DataTable.NumberCol<GarmentImport> source="created" disableSort />
        <DataTable.NumberCol<GarmentImport> source="updated" disableSort />
        <DataTable.NumberCol<GarmentImport> source="failed" disableSort />
      </DataTable>
    </List>
  );
}

function UploadFeedButton() {
  const redirect = useRedirect();
  const { busy, run } = useAction();
  const send = async (file: File) => {
    const format = /\.(jsonl|ndjson)$/i.test(file.name) ? 'JSONL' : 'CSV';
    const { made } = await ask<{ made: { garmentImport: { id: string }; upload: Upload } }>(
      `mutation ($input: CreateGarmentImportInput!) {
        made: createGarmentImport(input: $input) { garmentImport { id } upload { ${UPLOAD} } } }`,
      { input: { format } },
    );
    await uploadFile(made.upload, file);
    redirect('show', 'imports', made.garmentImport.id);
  };
  return (
    <ChooseFileButton
      label="imports.upload"
      accept=".csv,.jsonl,.ndjson"
      disabled={busy}
      onChoose={(file) => void run(() => send(file))}
    />
  );
}
