import type { Shop, ShopClient } from '@tryflow/client';
import { ServerEngine } from './server-engine.js';
import type { TryOnEngine } from './try-on-engine.js';

/**
 * The engine that the shop's policy asks for. What computes on the device is loaded only where it is used.
 * @param shop whose policy decides; the server enforces it too
 */
export async function chooseEngine(client: ShopClient, shop: Shop): Promise<TryOnEngine> {
  if (shop.tryOnMode === 'SERVER') return new ServerEngine(client);
  const { isDeviceStrong } = await import('../device/device-ability.js');
  if (shop.tryOnMode === 'DEVICE_PREFERRED' && !isDeviceStrong()) return new ServerEngine(client);
  const { DeviceEngine } = await import('../device/device-engine.js');
  return new DeviceEngine(client, shop);
}
