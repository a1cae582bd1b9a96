/**
 * Tells pages that the worker lives, by a lock of its name (Web Locks): the browser frees it when the worker ends, also
 * when it is killed for want of memory, of which no event tells. Resolves when the lock is held, or cannot be had.
 */
export function showLife(name: string): Promise<void> {
  return new Promise((resolve) => {
    const hold = () => {
      resolve();
      return new Promise<never>(() => undefined);
    };
    request(name, hold).catch(() => resolve());
  });
}

/** Calls `tell` once the worker of that name has ended. Where the browser has no locks, it never does. */
export function whenEnded(name: string, tell: () => void): void {
  request(name, () => Promise.resolve(tell())).catch(() => undefined);
}

/** Locks exist in secure contexts only, and pages without an origin of their own may not have them. */
async function request(name: string, granted: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) throw new Error('This browser has no locks.');
  await locks.request(name, granted);
}
