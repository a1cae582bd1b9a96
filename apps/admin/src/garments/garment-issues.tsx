import { Alert, Stack } from '@mui/material';
import type { PictureIssue } from '../data/records.js';

/** Why a picture cannot be used, or what to watch for. */
export function GarmentIssues({ issues }: { readonly issues: readonly PictureIssue[] }) {
  if (issues.length === 0) return null;
  return (
    <Stack spacing={1}>
      {issues.map(({ code, severity, message }) => (
        <Alert key={code} role="note" severity={severity === 'ERROR' ? 'error' : 'warning'}>
          {message}
        </Alert>
      ))}
    </Stack>
  );
}
