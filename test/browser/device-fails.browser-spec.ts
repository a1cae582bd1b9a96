import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestData, type TestData, TestServer } from '../support/server.js';
import { violations } from './support/axe.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { RecordingProxy } from './support/recording-proxy.js';
import { Shopper } from './support/shopper.js';
import { setTryOnMode } from './support/try-on-mode.js';

const PHOTO = 'samples/people/p03_g14.jpg';

describe.skipIf(NO_CHROMIUM)('a device that fails after consent', () => {
  let data: TestData;
  let server: TestServer;
  let browser: Browser;
  let proxy: RecordingProxy;
  let shopper: Shopper;

  beforeAll(async () => {
    data = await createTestData();
    [server, proxy] = await Promise.all([TestServer.start(data), RecordingProxy.start()]);
    browser = await launchChromium(proxy.switches);
  });
  afterEach(() => shopper.leave());
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
    await data?.remove();
  });

  const arrive = async (mode: 'DEVICE_PREFERRED' | 'DEVICE_ONLY') => {
    await setTryOnMode(server.origin, mode);
    proxy.sent.length = 0;
    shopper = await Shopper.arrive(browser);
    await shopper.page.goto(`${server.origin}/products/DEMO-G07`);
  };
  const asked = (part: string) => proxy.sent.filter(({ url }) => url.includes(part));
  /** Names of the locks that workers hold as long as they live. */
  const livingWorkers = () =>
    shopper.page.evaluate(async () => {
      const { held = [] } = await navigator.locks.query();
      return held.map(({ name = '' }) => name).filter((name) => name.startsWith('tryflow-'));
    });
  const photosSent = () => proxy.sent.filter(({ method }) => method === 'PUT');

  it('should send the photo only after telling so and being allowed to, and remember it for the tab', async () => {
    proxy.outOfOrder = '/device-models/';
    await arrive('DEVICE_PREFERRED');
    const { page } = shopper;

    await shopper.choosePhoto(PHOTO);
    await page.getByRole('heading', { name: 'This device cannot do it' }).waitFor();
    await page.getByRole('alert').getByText('your photo must be sent').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(photosSent()).toEqual([]);

    await shopper.button('I agree, send my photo').click();
    expect(await shopper.result()).toEqual({ width: 768, height: 1024 });
    expect(photosSent()).toHaveLength(1);

    proxy.sent.length = 0;
    await page.goto(`${server.origin}/products/DEMO-G09`);
    await shopper.button('Try it on').click();
    await shopper.result();
    expect([photosSent(), asked('/device-models/')]).toEqual([[], []]);
    await shopper.button('Delete my photo').click();
    await page.getByRole('region', { name: 'Receipt' }).waitFor();
    expect(shopper.errors).toEqual([]);
  });

  it('should stop with the reason where photos must stay on the device, and show models all the same', async () => {
    proxy.outOfOrder = '/device-models/';
    await arrive('DEVICE_ONLY');

    await shopper.choosePhoto(PHOTO);
    await shopper.page.getByRole('alert').getByText('The download did not finish').waitFor();
    expect(await shopper.button('send my photo').count()).toBe(0);
    await shopper.button('Show it on Mei').click();

    expect(await shopper.result()).toEqual({ width: 768, height: 1024 });
    expect(photosSent()).toEqual([]);
    expect(shopper.errors).toEqual([]);
  });

  it('should notice a worker that the browser has killed, start another and give it the photo again', async () => {
    proxy.outOfOrder = undefined;
    await arrive('DEVICE_PREFERRED');
    const { page } = shopper;
    await shopper.choosePhoto(PHOTO);
    await shopper.result();

    const before = await livingWorkers();
    const worker = page.workers().find((one) => one.url().includes('device.worker'));
    await worker?.evaluate('close()');
    await shopper.button('Show Mustard tee HELLO').click();
    await page.getByRole('heading', { name: 'Mustard tee HELLO on you' }).waitFor();

    const after = await livingWorkers();
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
    expect(await shopper.result()).toEqual({ width: 768, height: 1024 });
    expect(photosSent()).toEqual([]);
    expect(shopper.errors).toEqual([]);
  });
});
