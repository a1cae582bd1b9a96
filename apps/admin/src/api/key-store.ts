const NAME = 'tryflow-admin-key';

/**
 * The secret key of whoever is signed in. It lives in this tab's session storage only: another tab asks again, and
 * closing the tab forgets it.
 */
export const keyStore = {
  get: (): string | null => sessionStorage.getItem(NAME),
  set: (key: string): void => sessionStorage.setItem(NAME, key),
  clear: (): void => sessionStorage.removeItem(NAME),
};
