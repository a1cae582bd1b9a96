import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../support/api-client.js';

/** A looked-up key, and with it its shop's policy, is trusted for 5 seconds. */
const POLICY_MS = 5_200;

/** Says where the default shop's try-ons may be computed, and waits until every process knows. */
export async function setTryOnMode(
  origin: string,
  mode: 'DEVICE_ONLY' | 'DEVICE_PREFERRED' | 'SERVER',
): Promise<void> {
  const change = `mutation { updateChannel(input: { tryOnMode: ${mode} }) { tryOnMode } }`;
  await ApiClient.admin(origin).ask(change);
  await sleep(POLICY_MS);
}
