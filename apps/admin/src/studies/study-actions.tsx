import { Stack } from '@mui/material';
import { useRedirect, useRefresh } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { ConfirmButton } from '../layout/confirm-button.js';
import { usePermission } from '../layout/use-permission.js';
import type { Study } from './study-record.js';

/** Ends the voting, or deletes the study with everything that belongs to it. */
export function StudyActions({ study: { id, name, state } }: { readonly study: Study }) {
  const refresh = useRefresh();
  const redirect = useRedirect();
  const mayEdit = usePermission('EDITOR');
  const call = async (field: string, member: string) => {
    const { result } = await ask<{ result: object }>(
      `mutation ($id: ID!) { result: ${field}(id: $id) { ... on ${member} { id } ${FAILURE} } }`,
      { id },
    );
    outcome(result);
  };
  if (!mayEdit) return null;
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
      {state === 'OPEN' && (
        <ConfirmButton
          label="studies.close"
          title="studies.closeTitle"
          text="studies.closeText"
          onConfirm={async () => {
            await call('closeRealismStudy', 'RealismStudy');
            refresh();
          }}
        />
      )}
      <ConfirmButton
        label="ra.action.delete"
        title="studies.deleteTitle"
        text="studies.deleteText"
        values={{ name }}
        onConfirm={async () => {
          await call('deleteRealismStudy', 'Deleted');
          redirect('list', 'studies');
        }}
      />
    </Stack>
  );
}
