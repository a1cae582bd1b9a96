import type { Shop, ShopClient } from '@tryflow/client';
import { ServerEngine } from './server-engine.js';
import type { TryOnEngine } from './try-on-engine.js';

/**
 * The engine that the shop's policy asks for. What computes on the device is loaded only where it is used; where it cannot
 * be loaded and the shop leaves the choice, the server computes, as the shopper is then told before they agree.
 * @param shop whose policy decides; the server enforces it too
 */
export async function chooseEngine(client: ShopClient, shop: Shop): Promise<TryOnEngine> {
  switch (shop.tryOnMode) {
    case 'SERVER':
      return new ServerEngine(client);
    case 'DEVICE_ONLY':
      return deviceEngine(client, shop);
    case 'DEVICE_PREFERRED':
      return isStrong()
        .then((strong) => (strong ? deviceEngine(client, shop) : new ServerEngine(client)))
        .catch(() => new ServerEngine(client));
  }
}

async function deviceEngine(client: ShopClient, shop: Shop): Promise<TryOnEngine> {
  const { DeviceEngine } = await import('../device/device-engine.js');
  return new DeviceEngine(client, shop);
}

async function isStrong(): Promise<boolean> {
  const { isDeviceStrong } = await import('../device/device-ability.js');
  return isDeviceStrong();
}
