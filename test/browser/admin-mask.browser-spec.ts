import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../support/api-client.js';
import { ADMIN_KEY, createTestData, type TestData, TestServer } from '../support/server.js';
import { addGarment, sample } from '../support/shop.js';
import { violations } from './support/axe.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { Shopper } from './support/shopper.js';

describe.skipIf(NO_CHROMIUM)('the mask editor in a browser', () => {
  let data: TestData;
  let server: TestServer;
  let browser: Browser;
  let merchant: Shopper;
  let garment: string;

  const preparation = () => merchant.page.getByRole('region', { name: 'Preparation' });
  const picture = () => merchant.page.getByRole('application', { name: /Picture of Test garment/ });
  const share = async () =>
    Number(/(\d+) %/.exec((await merchant.page.getByRole('status').innerText()) ?? '')?.[1]);

  const openGarment = async (options: Parameters<typeof Shopper.arrive>[1] = {}) => {
    merchant = await Shopper.arrive(browser, options);
    const { page } = merchant;
    await page.goto(`${server.origin}/admin`);
    await page.getByLabel('Secret key').fill(ADMIN_KEY);
    await merchant.button('Sign in').click();
    await page.getByText('Test garment').first().waitFor();
    await page.goto(`${server.origin}/admin#/garments/${garment}`);
    await merchant.button('Correct the cut-out').waitFor();
  };
  const openEditor = async () => {
    await merchant.button('Correct the cut-out').click();
    await merchant.page.getByText(/The mask covers/).waitFor();
  };

  beforeAll(async () => {
    data = await createTestData();
    [server, browser] = await Promise.all([
      TestServer.start(data, { SEED_SAMPLES: 'false' }),
      launchChromium(),
    ]);
    const admin = ApiClient.admin(server.origin);
    garment = (await addGarment(admin, 'G1', await sample('garments/g01.jpg'))).id;
  });
  afterEach(() => merchant.leave());
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data?.remove();
  });

  it('should cut the garment out along what the mouse has erased, and go back to automatic', async () => {
    await openGarment();
    const { page } = merchant;
    const cutout = preparation().locator('img');
    const automatic = await coverOf(cutout);
    await openEditor();
    const before = await share();

    await merchant.button('Erase').click();
    await page.getByRole('slider', { name: 'Size' }).press('End');
    const box = (await picture().boundingBox())!;
    for (const down of [0.7, 0.8, 0.9, 1]) {
      await page.mouse.move(box.x, box.y + down * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width, box.y + down * box.height, { steps: 8 });
      await page.mouse.up();
    }
    const erased = await share();
    await merchant.button('Undo').click();
    await merchant.button('Undo').click();
    await merchant.button('Redo').click();
    await page.keyboard.press('Control+y');
    expect(await share()).toBe(erased);
    expect(erased).toBeLessThan(before - 5);
    await merchant.button('Save').last().click();
    await preparation().getByText('cut out by hand').waitFor();
    await preparation().getByText('Ready').waitFor();
    await expect.poll(() => coverOf(cutout)).toBeLessThan(automatic - 5);

    await openEditor();
    await merchant.button('Back to automatic').click();
    await merchant.button('Confirm').click();
    // Nothing of the page behind is found by its role before the dialog is closed.
    await preparation().waitFor();
    await preparation().getByText('cut out by hand').waitFor({ state: 'detached' });

    await expect.poll(() => coverOf(cutout)).toBe(automatic);
    expect(await merchant.refusedByPolicy()).toEqual([]);
    expect(merchant.errors).toEqual([]);
  });

  it('should be painted on with keys alone, and ask before what was painted is lost', async () => {
    await openGarment();
    const { page } = merchant;
    // A change of the garment ends the URL of the mask that the page has.
    await page.getByLabel('Price').fill('19.90');
    await page.getByLabel('Currency').fill('EUR');
    await merchant.button('Save').click();
    await page.getByText('Element updated').waitFor();
    expect(await page.getByLabel('Price').inputValue()).toBe('19.90');
    await openEditor();
    const before = await share();

    await merchant.button('Erase').press('Enter');
    await picture().focus();
    await page.keyboard.down('Space');
    for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Space');
    await expect.poll(share).toBeLessThan(before);
    await page.keyboard.press('Control+z');
    await expect.poll(share).toBe(before);
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Escape');
    await page.getByText('Close without saving?').waitFor();
    await merchant.button('Confirm').click();

    await picture().waitFor({ state: 'detached' });
  });

  it.each([
    ['a desktop', { viewport: { width: 1280, height: 860 } }],
    ['a narrow phone with a dense display', { viewport: { width: 320, height: 640 }, deviceScaleFactor: 3 }],
  ])('should hit what the pointer is on and satisfy axe on %s', async (_name, options) => {
    await openGarment(options);
    await openEditor();
    const { page } = merchant;
    const box = (await picture().boundingBox())!;
    const place = { x: box.x + box.width * 0.1, y: box.y + box.height * 0.1 };

    await page.mouse.click(place.x, place.y);

    const veil = await picture()
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const surface = canvas.getContext('2d')!;
        const opacity = (right: number, down: number) =>
          surface.getImageData(Math.floor(right * width), Math.floor(down * height), 1, 1).data[3];
        return [opacity(0.1, 0.1), opacity(0.2, 0.1)];
      });
    expect(veil[0]).toBe(0);
    expect(veil[1]).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
  });
});

/** Share of the shown picture that is not transparent, in percent. */
async function coverOf(image: Locator): Promise<number> {
  return image.evaluate(async (element: HTMLImageElement) => {
    const bitmap = await createImageBitmap(await (await fetch(element.src)).blob());
    const { width, height } = bitmap;
    const surface = new OffscreenCanvas(width, height).getContext('2d')!;
    surface.drawImage(bitmap, 0, 0);
    const { data } = surface.getImageData(0, 0, width, height);
    const covered = data.filter((level, i) => i % 4 === 3 && level >= 128).length;
    return Math.round((1000 * covered) / (width * height)) / 10;
  });
}
