import { Box, Chip } from '@mui/material';
import { DataTable, DateField, List, TopToolbar, useRefresh, useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { ChannelForm } from './channel-form.js';
import { ConfirmButton } from '../layout/confirm-button.js';
import { CreateKeyButton } from './create-key-button.js';

interface ApiKey {
  readonly id: string;
  readonly kind: 'SHOP' | 'ADMIN';
  readonly role: string | null;
  readonly name: string;
  readonly hint: string;
  readonly revokedAt: string | null;
}

/** The shop's settings and its keys. */
export function KeyList() {
  const translate = useTranslate();
  return (
    <>
      <Box sx={{ mt: 3 }}>
        <ChannelForm />
      </Box>
      <List<ApiKey>
        exporter={false}
        perPage={50}
        actions={
          <TopToolbar>
            <CreateKeyButton />
          </TopToolbar>
        }
      >
        <DataTable<ApiKey> bulkActionButtons={false} rowClick={false}>
          <DataTable.Col<ApiKey> source="name" disableSort />
          <DataTable.Col<ApiKey>
            source="kind"
            disableSort
            render={({ kind, role }) => translate(role ? `keys.roles.${role}` : `keys.kinds.${kind}`)}
          />
          <DataTable.Col<ApiKey> source="hint" disableSort render={({ hint }) => <code>{hint}…</code>} />
          <DataTable.Col<ApiKey> source="createdAt" field={DateField} disableSort />
          <DataTable.Col<ApiKey> source="lastUsedAt" field={DateField} disableSort />
          <DataTable.Col<ApiKey>
            label="keys.revoke"
            disableSort
            render={(key) =>
              key.revokedAt ? (
                <Chip size="small" label={translate('keys.revoked')} />
              ) : (
                <RevokeButton apiKey={key} />
              )
            }
          />
        </DataTable>
      </List>
    </>
  );
}

function RevokeButton({ apiKey }: { readonly apiKey: ApiKey }) {
  const refresh = useRefresh();
  const revoke = async () => {
    const { result } = await ask<{ result: object }>(
      `mutation ($id: ID!) { result: revokeApiKey(id: $id) { ... on ApiKey { id } ${FAILURE} } }`,
      { id: apiKey.id },
    );
    outcome(result);
    refresh();
  };
  return (
    <ConfirmButton
      size="small"
      label="keys.revoke"
      title="keys.revokeTitle"
      text="keys.revokeText"
      values={{ name: apiKey.name }}
      done="keys.revoked"
      onConfirm={revoke}
    />
  );
}
