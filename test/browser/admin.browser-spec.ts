import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, createTestData, type TestData, TestServer } from '../support/server.js';
import { violations } from './support/axe.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { Shopper } from './support/shopper.js';

const PICTURE = 'samples/garments/g05.jpg';
const PAGES = [
  'garments',
  'garments/create',
  'imports',
  'people',
  'matrix',
  'prewarms',
  'models',
  'shop-evaluations',
  'evaluations',
  'usage',
  'keys',
  'privacy',
];

describe.skipIf(NO_CHROMIUM)('the administration in a browser', () => {
  let data: TestData;
  let server: TestServer;
  let browser: Browser;
  let merchant: Shopper;

  const signIn = async (key = ADMIN_KEY) => {
    merchant = await Shopper.arrive(browser);
    await merchant.page.goto(`${server.origin}/admin`);
    await merchant.page.getByLabel('Secret key').fill(key);
    await merchant.button('Sign in').click();
  };

  beforeAll(async () => {
    data = await createTestData();
    [server, browser] = await Promise.all([TestServer.start(data), launchChromium()]);
  });
  afterEach(() => merchant.leave());
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data?.remove();
  });

  it('should refuse a key that is not the shop’s', async () => {
    await signIn(`tf_sk_${'x'.repeat(43)}`);

    await merchant.page.getByText('Send a valid secret key').waitFor();
    expect(await merchant.page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it('should make a garment with its picture and try it on a sample person', async () => {
    await signIn();
    const { page } = merchant;
    await page.getByText('DEMO-G01').waitFor();

    await page.goto(`${server.origin}/admin#/garments/create`);
    await page.getByLabel('SKU').fill('NEW-1');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('New top');
    await page.getByLabel('Product picture').setInputFiles(PICTURE);
    await merchant.button('Save').click();
    await page.getByRole('region', { name: 'Preparation' }).getByText('Ready').waitFor();
    const id = /garments\/([^/]+)/.exec(page.url())?.[1];
    await page.goto(`${server.origin}/admin#/matrix?garments=${id}`);
    await merchant.button('Try on').click();
    const result = page.getByRole('button', { name: 'New top on Mei' }).locator('img');
    await result.waitFor();

    expect(
      await result.evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.naturalWidth > 0 && image.naturalHeight > image.naturalWidth;
      }),
    ).toBe(true);
    expect(await merchant.refusedByPolicy()).toEqual([]);
    expect(merchant.errors).toEqual([]);
  });

  it('should have no violation of WCAG 2.2 AA that axe finds on any page', async () => {
    await signIn();
    const { page } = merchant;
    await page.getByText('DEMO-G01').waitFor();

    const found: Record<string, string[]> = {};
    for (const name of PAGES) {
      await page.goto(`${server.origin}/admin#/${name}`);
      await page.waitForLoadState('networkidle');
      found[name] = await violations(page);
    }

    expect(found).toEqual(Object.fromEntries(PAGES.map((name) => [name, []])));
  });
});
