import { ApiClient } from '../../support/api-client.js';

/** Says where the default shop's try-ons may be computed. */
export async function setTryOnMode(
  origin: string,
  mode: 'DEVICE_ONLY' | 'DEVICE_PREFERRED' | 'SERVER',
): Promise<void> {
  const change = `mutation { updateChannel(input: { tryOnMode: ${mode} }) { tryOnMode } }`;
  await ApiClient.admin(origin).ask(change);
}
