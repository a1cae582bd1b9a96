import { useCallback, useState } from 'react';
import { useLogoutIfAccessDenied, useNotify } from 'react-admin';
import { messageOf } from './message-of.js';

/**
 * Runs what a button does: one at a time, its failure shown as a notification.
 * @param done message to show when it succeeded; absent: none
 */
export function useAction(done?: string) {
  const [busy, setBusy] = useState(false);
  const notify = useNotify();
  const logoutIfDenied = useLogoutIfAccessDenied();
  const run = useCallback(
    async (action: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      try {
        await action();
        if (done) notify(done, { type: 'success' });
        return true;
      } catch (error) {
        if (!(await logoutIfDenied(error))) notify(messageOf(error), { type: 'error', multiLine: true });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [done, notify, logoutIfDenied],
  );
  return { busy, run };
}
