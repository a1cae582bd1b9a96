import { DeviceError } from './device-error.js';

/**
 * The bytes behind a signed URL of the server.
 *
 * @throws DeviceError OFFLINE
 */
export async function fetchPicture(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new DeviceError('OFFLINE', 'A picture of the shop could not be fetched.', { cause });
  }
}
