import { useCallback, useEffect, useState } from 'react';
import { useLogoutIfAccessDenied, useNotify } from 'react-admin';
import { ask } from './ask.js';
import { messageOf } from './message-of.js';

interface Options {
  /** Milliseconds after which to ask again; absent: never. When it becomes absent, a last time. */
  readonly everyMs?: number | undefined;
}

/**
 * The answer to a query of the admin API, undefined until it has come. Failures are shown as notifications; a key that
 * is no longer good signs out.
 * @param variables compared by their JSON
 */
export function useAnswer<T>(query: string, variables: object = {}, { everyMs }: Options = {}) {
  const [answer, setAnswer] = useState<T>();
  const [round, setRound] = useState(0);
  const notify = useNotify();
  const logoutIfDenied = useLogoutIfAccessDenied();
  const json = JSON.stringify(variables);

  useEffect(() => {
    let wanted = true;
    ask<T>(query, JSON.parse(json) as object)
      .then((data) => wanted && setAnswer(data))
      .catch(async (error: unknown) => {
        if (!wanted || (await logoutIfDenied(error))) return;
        notify(messageOf(error), { type: 'error' });
      });
    return () => {
      wanted = false;
    };
  }, [query, json, round, notify, logoutIfDenied]);

  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => setRound((last) => last + 1), everyMs);
    return () => {
      clearInterval(timer);
      setRound((last) => last + 1);
    };
  }, [everyMs]);

  const again = useCallback(() => setRound((last) => last + 1), []);
  return { answer, again };
}
