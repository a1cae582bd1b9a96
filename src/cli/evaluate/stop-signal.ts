import { progress } from '../progress.js';

/** Aborted by the first SIGINT or SIGTERM; the second one of a kind ends the process as usual. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      progress(`${name}: stopping after this item`);
      controller.abort();
    });
  }
  return controller.signal;
}
