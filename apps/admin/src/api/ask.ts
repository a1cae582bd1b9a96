import { HttpError } from 'react-admin';
import { keyStore } from './key-store.js';

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string }[];
}

/**
 * Sends an operation to the admin API and answers its data.
 * @param key secret key to send; that of the session by default
 * @throws HttpError with the answer's status and the first error's message
 */
export async function ask<T>(query: string, variables: object = {}, key = keyStore.get()): Promise<T> {
  const response = await fetch('/admin-api', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key ?? ''}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json().catch(() => ({}))) as Answer<T>;
  const error = errors?.[0];
  if (error || !data) throw new HttpError(error?.message ?? response.statusText, response.status);
  return data;
}
