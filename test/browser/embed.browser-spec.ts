import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../support/api-client.js';
import { createTestData, SHOP_KEY, type TestData, TestServer } from '../support/server.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { ForeignSite } from './support/foreign-site.js';
import { Shopper } from './support/shopper.js';
import { setTryOnMode } from './support/try-on-mode.js';

describe.skipIf(NO_CHROMIUM)('the components on a page of another origin', () => {
  let data: TestData;
  let server: TestServer;
  let site: ForeignSite;
  let browser: Browser;
  let shopper: Shopper;
  let shopKey = SHOP_KEY;
  let workers = '';

  const html = () => `<!doctype html><html lang="en"><head><title>A shop</title>
    <link rel="stylesheet" href="${server.origin}/embed.css" />
    <script type="module" src="${server.origin}/embed.js" data-shop-key="${shopKey}"></script></head>
    <body><h1>Our tee</h1><tryflow-button sku="DEMO-G01"></tryflow-button></body></html>`;
  const policy = () => ({
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${server.origin} 'wasm-unsafe-eval'`,
      `connect-src ${server.origin}`,
      `img-src ${server.origin} blob: data:`,
      `style-src ${server.origin}`,
      workers,
    ].join('; '),
  });

  beforeAll(async () => {
    data = await createTestData();
    [server, browser] = await Promise.all([TestServer.start(data), launchChromium()]);
    site = await ForeignSite.start(html, policy);
  });
  afterEach(async () => {
    shopKey = SHOP_KEY;
    workers = '';
    await shopper.leave();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await server?.stop();
    await data?.remove();
  });

  const open = async () => {
    shopper = await Shopper.arrive(browser);
    await shopper.page.goto(site.origin);
    await shopper.button('Try it on').click();
  };
  const allow = (allowedOrigins: string[]) =>
    ApiClient.admin(server.origin).ask(
      'mutation ($o: [String!]) { updateChannel(input: { allowedOrigins: $o }) { __typename } }',
      { o: allowedOrigins },
    );

  it('should be refused while the origin is not on the shop’s list', async () => {
    await allow([]);

    await open();

    await shopper.page.getByRole('alert').waitFor();
    expect(await shopper.page.locator('tryflow-compare').count()).toBe(0);
  });

  it('should show the result when the origin is allowed, within a strict content security policy', async () => {
    await allow([site.origin]);

    await open();
    await shopper.button('Show it on Mei').click();

    expect(await shopper.result()).toEqual({ width: 768, height: 1024 });
    expect(await shopper.refusedByPolicy()).toEqual([]);
    expect(shopper.errors).toEqual([]);
  });

  it('should be refused with a key that is not the shop’s', async () => {
    await allow([site.origin]);
    shopKey = `tf_pk_${'x'.repeat(43)}`;

    await open();

    await shopper.page.getByRole('alert').waitFor();
  });

  it.each([
    ['in a worker across origins', 'worker-src blob:', 1, []],
    ['within the page where its policy forbids such workers', '', 0, ['worker-src blob']],
  ])(
    'should compute on the device %s, and send nothing of the photo',
    async (_how, policyLine, count, stopped) => {
      await allow([site.origin]);
      await setTryOnMode(server.origin, 'DEVICE_ONLY');
      workers = policyLine;
      shopper = await Shopper.arrive(browser);
      await shopper.page.goto(site.origin);

      await shopper.choosePhoto('samples/people/p03_g14.jpg');

      expect(await shopper.result()).toEqual({ width: 768, height: 1024 });
      const ours = shopper.page.workers().filter((worker) => worker.url().startsWith(`blob:${site.origin}`));
      expect(ours).toHaveLength(count);
      expect(await shopper.refusedByPolicy()).toEqual(stopped);
      expect(shopper.uploads).toEqual([]);
      expect(shopper.errors).toEqual([]);
    },
  );

  it('should load nothing but the loader before the shopper asks, and move nothing', async () => {
    shopper = await Shopper.arrive(browser);
    await shopper.page.goto(site.origin);
    await shopper.button('Try it on').waitFor();
    await shopper.page.waitForLoadState('networkidle');

    expect(await shopper.scriptBytes()).toBeLessThan(5_000);
    expect(await shopper.layoutShift()).toBe(0);
    expect(shopper.requests.filter((request) => request.url().includes('/shop-api'))).toEqual([]);
  });
});
