import { useState } from 'react';
import { required, TextArrayInput, TextInput, useRefresh } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { ShownOnceDialog } from '../keys/shown-once-dialog.js';
import { FormDialogButton } from '../layout/form-dialog-button.js';

interface NewChannel {
  readonly code: string;
  readonly name: string;
  readonly allowedOrigins?: readonly string[];
}

interface CreatedChannel {
  readonly shopKey: { readonly key: string };
  readonly ownerKey: { readonly key: string };
}

const CODE = [
  required(),
  (code: string) => (/^[a-z0-9-]{2,40}$/.test(code) ? undefined : 'channels.codeRule'),
];

/** Makes a shop on this server and shows its first two keys, once. */
export function CreateChannelButton() {
  const refresh = useRefresh();
  const [created, setCreated] = useState<CreatedChannel>();

  const create = async ({ code, name, allowedOrigins }: NewChannel) => {
    const { result } = await ask<{ result: CreatedChannel }>(
      `mutation ($input: CreateChannelInput!) { result: createChannel(input: $input) {
        ... on CreatedChannel { shopKey { key } ownerKey { key } } ${FAILURE} } }`,
      { input: { code, name, allowedOrigins: allowedOrigins ?? [] } },
    );
    setCreated(outcome(result));
    refresh();
  };

  return (
    <>
      <FormDialogButton<NewChannel> label="channels.create" onSubmit={create}>
        <TextInput source="name" label="resources.channels.fields.name" validate={required()} />
        <TextInput
          source="code"
          label="resources.channels.fields.code"
          helperText="channels.codeRule"
          validate={CODE}
        />
        <TextArrayInput source="allowedOrigins" label="resources.channels.fields.allowedOrigins" type="url" />
      </FormDialogButton>
      <ShownOnceDialog
        title="channels.created"
        secrets={
          created
            ? [
                ['keys.kinds.SHOP', created.shopKey.key],
                ['keys.kinds.ADMIN', created.ownerKey.key],
              ]
            : []
        }
        onClose={() => setCreated(undefined)}
      />
    </>
  );
}
