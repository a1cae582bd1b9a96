import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { ListButton, Show, TopToolbar } from 'react-admin';

const OPEN = new Set(['AWAITING_UPLOAD', 'QUEUED', 'RUNNING']);

/** Whether a job has not ended. */
export function isOpenJob(state: string): boolean {
  return OPEN.has(state);
}

interface Props {
  /** How often an open job is asked for again. */
  readonly pollMs: number;
  /** Tells an open job by its state. */
  readonly isOpen?: (state: string) => boolean;
  readonly children: ReactNode;
}

/** Page of one job, kept up to date until it has ended. */
export function JobPage({ pollMs, isOpen = isOpenJob, children }: Props) {
  return (
    <Show<{ readonly id: string; readonly state: string }>
      component={Box}
      actions={
        <TopToolbar>
          <ListButton />
        </TopToolbar>
      }
      queryOptions={{ refetchInterval: ({ state }) => (isOpen(state.data?.state ?? '') ? pollMs : false) }}
    >
      {children}
    </Show>
  );
}
