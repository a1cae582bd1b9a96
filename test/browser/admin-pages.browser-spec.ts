import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../support/api-client.js';
import { twoModels } from '../support/second-model.js';
import { ADMIN_KEY, createTestData, type TestData, TestServer } from '../support/server.js';
import { tryOn } from '../support/shop.js';
import { violations } from './support/axe.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { Shopper } from './support/shopper.js';

const PHONE = { width: 390, height: 844 };
const FEED = `sku,name,category
FEED-1,From the feed,UPPER_BODY
FEED-2,No such kind,HAT
,Without a SKU,UPPER_BODY
`;

describe.skipIf(NO_CHROMIUM)('pages of the administration in a browser', () => {
  let data: TestData;
  let models: string;
  let server: TestServer;
  let browser: Browser;
  let merchant: Shopper;
  let page: Page;

  beforeAll(async () => {
    [data, models] = await Promise.all([createTestData(), twoModels()]);
    [server, browser] = await Promise.all([TestServer.start(data, { MODELS_DIR: models }), launchChromium()]);
    merchant = await signIn(ADMIN_KEY);
    page = merchant.page;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data?.remove();
    if (models) await rm(models, { recursive: true, force: true });
  });

  async function signIn(key: string): Promise<Shopper> {
    const somebody = await Shopper.arrive(browser);
    await somebody.page.goto(`${server.origin}/admin`);
    await somebody.page.getByLabel('Secret key').fill(key);
    await somebody.button('Sign in').click();
    await somebody.page.getByRole('menuitem', { name: 'Usage' }).waitFor();
    return somebody;
  }

  const open = (name: string) => page.goto(`${server.origin}/admin#/${name}`);
  const dialog = () => page.getByRole('dialog');
  /** What axe finds on the page as it is, and what makes a phone scroll it sideways. */
  const faults = async (): Promise<string[]> => {
    await page.waitForLoadState('networkidle');
    const found = await violations(page);
    await page.setViewportSize(PHONE);
    const { width, inner } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      inner: innerWidth,
    }));
    await page.setViewportSize({ width: 1280, height: 860 });
    return width > inner ? [...found, `${width} pixels wide on a phone`] : found;
  };

  it('should import a feed and tell which lines could not be used', async () => {
    await open('imports');
    await page.getByLabel('Upload a feed').setInputFiles({
      name: 'feed.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(FEED),
    });

    const report = page.getByRole('region', { name: 'Lines that could not be used' });
    await report.getByText('FEED-2').waitFor();
    expect(await report.getByRole('row').count()).toBe(3);
    await page.getByText('Completed').waitFor();
    expect(await faults()).toEqual([]);
    await open('garments');
    await page.getByText('FEED-1').waitFor();
  });

  it('should evaluate the shop and show what came out', async () => {
    await open('shop-evaluations');
    await merchant.button('Evaluate the shop').click();
    await dialog().getByLabel('Pairs at most').fill('2');
    await dialog().getByRole('button', { name: 'Evaluate the shop' }).click();

    await page.getByRole('row').filter({ hasText: 'small-student' }).click();
    await page.getByText('Completed').waitFor();
    await page.getByText('Results that shoppers would see').first().waitFor();
    await page.getByRole('button', { name: 'Good' }).nth(1).waitFor();
    expect(await faults()).toEqual([]);
  });

  it('should ask before it activates a network, and then name the active one', async () => {
    await open('models');
    const other = page.getByRole('region').filter({ hasText: 'other-student' }).last();
    await other.getByRole('button', { name: 'Activate' }).click();
    expect(await faults()).toEqual([]);
    await dialog().getByRole('button', { name: 'Confirm' }).click();

    await page.getByText('The network is active.').waitFor();
    await other.getByText('Active', { exact: true }).waitFor();
    const { inference } = await ApiClient.admin(server.origin).ask<{ inference: { activeModelId: string } }>(
      '{ inference { activeModelId } }',
    );
    expect(inference.activeModelId).toBe('other-student');
  });

  it('should show a new key once, and end it when it is revoked', async () => {
    await open('keys');
    await merchant.button('New key').click();
    await dialog().getByLabel('Name').fill('For a colleague');
    await dialog().getByLabel('What it may do').click();
    await page.getByRole('option', { name: 'Look only' }).click();
    await dialog().getByRole('button', { name: 'New key' }).click();
    const key = await dialog().getByLabel('Key', { exact: true }).inputValue();
    expect(await faults()).toEqual([]);
    await merchant.button('I have copied it').click();
    const row = page.getByRole('row').filter({ hasText: 'For a colleague' });
    await row.waitFor();
    expect(await page.content()).not.toContain(key);
    const colleague = ApiClient.admin(server.origin, key);
    expect(await colleague.ask('{ me { role } }')).toEqual({ me: { role: 'VIEWER' } });

    await row.getByRole('button', { name: 'Revoke' }).click();
    await dialog().getByRole('button', { name: 'Confirm' }).click();

    await row.getByText('Revoked').waitFor();
    expect((await colleague.send('{ me { role } }')).status).toBe(401);
  });

  it('should set the shop’s own confidence threshold, and go back to the server’s', async () => {
    const stored = async () => {
      const { channel } = await ApiClient.admin(server.origin).ask<{
        channel: { confidenceThreshold: number | null };
      }>('{ channel { confidenceThreshold } }');
      return channel.confidenceThreshold;
    };
    await open('keys');
    const threshold = page.getByLabel('Confidence threshold');
    await page.getByText('Empty: the server’s, 0.5.').waitFor();

    await threshold.fill('0.4321');
    await merchant.button('Save').click();
    await expect.poll(stored).toBe(0.4321);
    await threshold.fill('');
    await merchant.button('Save').click();
    await expect.poll(stored).toBeNull();
  });

  it('should make a shop whose owner can sign in and sees nothing of this one', async () => {
    await open('channels');
    await merchant.button('New shop').click();
    await dialog().getByLabel('Name').fill('Second shop');
    await dialog().getByLabel('Code').fill('second');
    await dialog().getByRole('button', { name: 'New shop' }).click();
    const key = await dialog().getByLabel('Administration').inputValue();
    expect(await dialog().getByLabel('Shop pages').inputValue()).toMatch(/^tf_pk_/);
    await merchant.button('I have copied it').click();
    await page.getByRole('cell', { name: 'Second shop' }).waitFor();
    expect(await faults()).toEqual([]);

    const owner = await signIn(key);
    expect(await owner.page.getByText('DEMO-G01').count()).toBe(0);
    expect(await owner.page.getByRole('menuitem', { name: 'Shops of the server' }).count()).toBe(0);
    await owner.page.goto(`${server.origin}/admin#/usage`);
    await owner.page.getByText('Nothing was tried on in this period.').waitFor();
    await owner.leave();
  });

  it('should keep what was typed when a shop’s code is taken', async () => {
    await open('channels');
    await merchant.button('New shop').click();
    await dialog().getByLabel('Name').fill('Third shop');
    await dialog().getByLabel('Code').fill('second');
    await dialog().getByRole('button', { name: 'New shop' }).click();

    await page.getByText('choose another code').waitFor();
    expect(await dialog().getByLabel('Name').inputValue()).toBe('Third shop');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
  });

  it('should run a study from its pictures to its end', async () => {
    await open('studies');
    await merchant.button('New study').click();
    await dialog().getByLabel('Name').fill('Old or new');
    for (const [field, model] of [
      ['Network A', 'small-student'],
      ['Network B', 'other-student'],
    ] as const) {
      await dialog().getByLabel(field).click();
      await page.getByRole('option', { name: model }).click();
    }
    await dialog().getByLabel('Garments').click();
    await page.getByRole('option').first().click();
    await dialog().getByLabel('Sample people').click();
    await page.getByRole('option', { name: 'Mei' }).click();
    await page.keyboard.press('Escape');
    await page.locator('[role=listbox]').waitFor({ state: 'detached' });
    expect(await faults()).toEqual([]);
    await dialog().getByRole('button', { name: 'New study' }).click();
    const link = await page.getByLabel('Link for raters').inputValue();
    expect((await fetch(link)).status).toBe(200);
    await page.getByText('Nobody has voted yet.').waitFor();
    expect(await faults()).toEqual([]);

    await merchant.button('End the voting').click();
    await dialog().getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Closed', { exact: true }).waitFor();
    expect((await fetch(link)).status).toBe(410);
    await merchant.button('Delete').click();
    await dialog().getByRole('button', { name: 'Confirm' }).click();
    await merchant.button('New study').waitFor();

    // The list may first show what it showed before.
    await expect.poll(() => page.getByText('Old or new').count()).toBe(0);
  });

  it('should hold two runs of a benchmark against each other', async () => {
    const admin = ApiClient.admin(server.origin);
    for (const modelId of ['small-student', 'other-student']) {
      await admin.ask(
        `mutation ($id: String!) { startEvaluation(input: { benchmark: "synthetic", modelId: $id, limit: 2 }) {
          ... on ErrorResult { message } } }`,
        { id: modelId },
      );
    }
    await open('evaluations');
    await page.getByText('Completed').nth(1).waitFor();
    await page.getByRole('row').filter({ hasText: 'other-student' }).click();
    await page.getByRole('combobox', { name: 'Other run' }).click();
    await page.getByRole('option', { name: /^small-student/ }).click();

    await page.getByText('2 items were measured in both.').waitFor();
    expect(await page.getByRole('group', { name: 'Comparison' }).getByRole('row').count()).toBeGreaterThan(2);
    expect(await faults()).toEqual([]);
  });

  it('should show today’s try-ons on the usage page', async () => {
    const shopper = await ApiClient.shopper(server.origin);
    const { garmentBySku, samplePeople } = await ApiClient.admin(server.origin).ask<{
      garmentBySku: { id: string };
      samplePeople: { items: { id: string }[] };
    }>('{ garmentBySku(sku: "DEMO-G01") { id } samplePeople { items { id } } }');
    for (let again = 0; again < 4; again += 1) {
      await tryOn(shopper, garmentBySku.id, samplePeople.items[0]!.id);
    }

    await open('usage');
    await page.getByText('75%').waitFor();
    await page.getByText('Show as a table').click();
    const today = page.getByRole('group', { name: 'Try-ons by day' }).getByRole('row').nth(1);
    expect((await today.getByRole('cell').allTextContents()).slice(0, 4)).toEqual(['4', '1', '3', '0']);
    expect(await faults()).toEqual([]);
    await merchant.button('7 days').click();
    await page.getByText('75%').waitFor();
    expect(merchant.errors).toEqual([]);
  });
});
