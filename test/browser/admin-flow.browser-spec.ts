import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../support/api-client.js';
import { ADMIN_KEY, createTestData, type TestData, TestServer } from '../support/server.js';
import { addGarment, addSamplePerson, sample } from '../support/shop.js';
import { violations } from './support/axe.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { Shopper } from './support/shopper.js';

/** Middle of a mark, as shares of the picture that it lies on. */
async function markOn(picture: Locator): Promise<{ x: number; y: number }> {
  const whole = await picture.boundingBox();
  const mark = await picture.locator('..').locator('[data-mark]').boundingBox();
  if (!whole || !mark) throw new Error('There is no mark on the picture.');
  return {
    x: (mark.x + mark.width / 2 - whole.x) / whole.width,
    y: (mark.y + mark.height / 2 - whole.y) / whole.height,
  };
}

describe.skipIf(NO_CHROMIUM)('where a pixel comes from, in a browser', () => {
  let data: TestData;
  let server: TestServer;
  let browser: Browser;
  let merchant: Shopper;

  const open = async (): Promise<void> => {
    await merchant.button('Test garment on Mei').click();
    await merchant.button('Where does this come from?').click();
    await picker().waitFor();
  };

  beforeAll(async () => {
    data = await createTestData();
    [server, browser] = await Promise.all([
      TestServer.start(data, { SEED_SAMPLES: 'false' }),
      launchChromium(),
    ]);
    const admin = ApiClient.admin(server.origin);
    const { id } = await addGarment(admin, 'WORN-1', await sample('garments/g09.jpg'));
    await addSamplePerson(admin, 'Mei', await sample('people/p06_g11.jpg'));
    merchant = await Shopper.arrive(browser);
    const { page } = merchant;
    await page.goto(`${server.origin}/admin`);
    await page.getByLabel('Secret key').fill(ADMIN_KEY);
    await merchant.button('Sign in').click();
    await page.getByText('WORN-1').waitFor();
    await page.goto(`${server.origin}/admin#/matrix?garments=${id}`);
    await merchant.button('Try on').click();
    await open();
  });
  afterAll(async () => {
    await merchant?.leave();
    await browser?.close();
    await server?.stop();
    await data?.remove();
  });

  const picker = () => merchant.page.getByLabel('Point on the result');
  const cutout = () => merchant.page.getByRole('img', { name: 'Garment, cut out' });
  const result = () => picker().getByRole('img');

  const clickAt = async (x: number, y: number): Promise<void> => {
    const { width, height } = (await picker().boundingBox())!;
    await picker().click({ position: { x: x * width, y: y * height } });
  };

  it('should mark the source on the garment where the result is clicked', async () => {
    await clickAt(0.5, 0.6);
    const [point, source] = [await markOn(result()), await markOn(cutout())];
    await clickAt(0.5, 0.7);
    const below = await markOn(cutout());

    expect(point.x).toBeCloseTo(0.5, 1);
    expect(point.y).toBeCloseTo(0.6, 1);
    expect(below.y).toBeGreaterThan(source.y + 0.03);
    expect(Math.abs(below.x - source.x)).toBeLessThan(0.1);
    expect(await merchant.page.getByRole('status').innerText()).toMatch(
      /^From the garment: [\d.]+% from its left edge, [\d.]+% from its upper edge\.$/,
    );
  });

  it('should keep the clicked point when the mouse passes on', async () => {
    await clickAt(0.5, 0.6);
    await picker().hover({ position: { x: 5, y: 5 } });

    expect((await markOn(result())).y).toBeCloseTo(0.6, 1);
  });

  it('should say so when the pixel is not the garment’s', async () => {
    await clickAt(0.03, 0.03);

    await merchant.page.getByText('Not from the garment').waitFor();
    expect(await cutout().locator('..').locator('[data-mark]').count()).toBe(0);
  });

  it('should move the point by the arrow keys', async () => {
    await clickAt(0.5, 0.6);
    const before = await markOn(result());
    await picker().press('Shift+ArrowDown');
    await picker().press('ArrowLeft');
    const after = await markOn(result());

    expect(after.y - before.y).toBeCloseTo(0.05, 2);
    expect(after.x - before.x).toBeCloseTo(-0.01, 2);
  });

  it('should lay the colours of the flow over the garment alone', async () => {
    await merchant.page.getByRole('switch', { name: 'Show the whole flow as colours' }).check();
    const opacities = await picker()
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
        const at = (x: number, y: number) =>
          data[(Math.floor(y * height) * width + Math.floor(x * width)) * 4 + 3];
        return [at(0.5, 0.6), at(0.03, 0.03)];
      });

    expect(opacities[0]).toBeGreaterThan(150);
    expect(opacities[1]).toBe(0);
  });

  it.each([1280, 320])('should have no violation that axe finds and fit the page at %i px', async (width) => {
    await merchant.page.setViewportSize({ width, height: 860 });
    await merchant.page.reload();
    await open();

    expect(await violations(merchant.page)).toEqual([]);
    expect(
      await merchant.page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth),
    ).toBe(0);
    expect(merchant.errors).toEqual([]);
    expect(await merchant.refusedByPolicy()).toEqual([]);
  });
});
