import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useId, useState } from 'react';
import { required, SelectInput, TextInput, useRefresh, useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { FormDialogButton } from '../layout/form-dialog-button.js';

interface NewKey {
  readonly name: string;
  /** SHOP, or the role of a key for the administration. */
  readonly use: 'SHOP' | 'VIEWER' | 'EDITOR' | 'OWNER';
}

const USES = [
  { id: 'SHOP', name: 'keys.kinds.SHOP' },
  ...['VIEWER', 'EDITOR', 'OWNER'].map((id) => ({ id, name: `keys.roles.${id}` })),
];

/** Makes a key and shows it, once. */
export function CreateKeyButton() {
  const translate = useTranslate();
  const refresh = useRefresh();
  const titleId = useId();
  const [created, setCreated] = useState<string>();

  const create = async ({ name, use }: NewKey) => {
    const { made } = await ask<{ made: { key: string } }>(
      'mutation ($input: CreateApiKeyInput!) { made: createApiKey(input: $input) { key } }',
      { input: use === 'SHOP' ? { name, kind: 'SHOP' } : { name, kind: 'ADMIN', role: use } },
    );
    setCreated(made.key);
    refresh();
  };

  return (
    <>
      <FormDialogButton<NewKey> label="keys.create" defaults={{ use: 'SHOP' }} onSubmit={create}>
        <TextInput source="name" label="resources.keys.fields.name" validate={required()} />
        <SelectInput source="use" label="keys.use" choices={USES} validate={required()} />
      </FormDialogButton>
      <Dialog open={created !== undefined} fullWidth maxWidth="sm" aria-labelledby={titleId}>
        <DialogTitle id={titleId}>{translate('keys.created')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Alert severity="warning">{translate('keys.createdText')}</Alert>
          <TextField
            label={translate('keys.key')}
            value={created ?? ''}
            onFocus={(event) => event.target.select()}
            slotProps={{ htmlInput: { readOnly: true } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setCreated(undefined)}>{translate('keys.kept')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
