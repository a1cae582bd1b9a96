import { useState } from 'react';
import { required, SelectInput, TextInput, useRefresh } from 'react-admin';
import { ask } from '../api/ask.js';
import { FormDialogButton } from '../layout/form-dialog-button.js';
import { ShownOnceDialog } from './shown-once-dialog.js';

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
  const refresh = useRefresh();
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
      <ShownOnceDialog
        title="keys.created"
        secrets={created === undefined ? [] : [['keys.key', created]]}
        onClose={() => setCreated(undefined)}
      />
    </>
  );
}
