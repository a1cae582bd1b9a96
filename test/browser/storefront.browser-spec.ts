import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestData, type TestData, TestServer } from '../support/server.js';
import { violations } from './support/axe.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { Shopper } from './support/shopper.js';

const PHOTO = 'samples/people/p03_g14.jpg';
const SCRIPT_BUDGET_BYTES = 60_000;

describe.skipIf(NO_CHROMIUM)('the demo shop in a browser', () => {
  let data: TestData;
  let server: TestServer;
  let browser: Browser;
  let shopper: Shopper;

  const arrive = async (path: string, options = {}) => {
    shopper = await Shopper.arrive(browser, options);
    await shopper.page.goto(server.origin + path);
  };

  beforeAll(async () => {
    data = await createTestData();
    [server, browser] = await Promise.all([TestServer.start(data), launchChromium()]);
  });
  afterEach(() => shopper.leave());
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data?.remove();
  });

  it('should show a newcomer a garment on a model, and the next one with a press', async () => {
    await arrive('/');
    await shopper.page.getByRole('link', { name: /Navy tee/ }).click();
    await shopper.button('Try it on').click();
    await shopper.button('Show it on Mei').click();

    expect(await shopper.result()).toEqual({ width: 768, height: 1024 });
    expect(await shopper.scriptBytes()).toBeLessThan(SCRIPT_BUDGET_BYTES);

    await shopper.button('Show Mustard tee HELLO').click();
    await shopper.page.getByRole('heading', { name: 'Mustard tee HELLO on Mei' }).waitFor();
    await shopper.result();
    expect(await shopper.refusedByPolicy()).toEqual([]);
    expect(shopper.errors).toEqual([]);
  });

  it('should move nothing by itself while pages and components come up', async () => {
    await arrive('/');
    await shopper.page.locator('.card').first().waitFor();
    await shopper.page.waitForLoadState('networkidle');
    expect(await shopper.layoutShift()).toBe(0);

    await shopper.page.goto(`${server.origin}/products/DEMO-G01`);
    await shopper.button('Try it on').waitFor();
    await shopper.page.waitForLoadState('networkidle');
    expect(await shopper.layoutShift()).toBe(0);
  });

  it('should send a photo after consent only, and delete it with a receipt', async () => {
    await arrive('/products/DEMO-G07');
    const { page } = shopper;
    await shopper.button('Try it on').click();
    await shopper.button('Choose a photo').click();
    await page.getByRole('heading', { name: 'Before you use your photo' }).waitFor();

    const chooser = page.waitForEvent('filechooser');
    await shopper.button('I agree').click();
    await (await chooser).setFiles(PHOTO);
    await page.getByRole('heading', { name: 'Is this photo all right?' }).waitFor();
    expect(shopper.uploads).toEqual([]);

    await shopper.button('Use this photo').click();
    await shopper.result();
    expect(shopper.uploads).toHaveLength(1);

    await shopper.button('Delete my photo').click();
    await page.getByRole('region', { name: 'Receipt' }).waitFor();
    expect(await page.locator('dd').nth(2).textContent()).toBe('1');
    expect(shopper.errors).toEqual([]);
  });

  it('should refuse a photo in the dark and one that is too small before anything is sent', async () => {
    await arrive('/products/DEMO-G01');
    const black = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#050505' } })
      .png()
      .toBuffer();
    const small = await sharp(PHOTO).resize(150, 200).jpeg().toBuffer();
    await shopper.button('Try it on').click();
    await shopper.button('Choose a photo').click();
    await shopper.button('I agree').click();
    const file = shopper.page.locator('input[type=file]');

    await file.setInputFiles({ name: 'black.png', mimeType: 'image/png', buffer: black });
    await shopper.page.getByText('The photo is too dark').waitFor();
    await file.setInputFiles({ name: 'small.jpg', mimeType: 'image/jpeg', buffer: small });
    await shopper.page.getByText('The photo is too small').waitFor();

    expect(await shopper.button('Use this photo').count()).toBe(0);
    expect(shopper.uploads).toEqual([]);
  });

  it('should keep the person from page to page and show the rail on them', async () => {
    await arrive('/');
    await shopper.button('Kofi').click();
    await shopper.page.locator('tryflow-worn img').first().waitFor();
    await shopper.page.getByRole('link', { name: /Black tank/ }).click();
    await shopper.button('Try it on').click();

    await shopper.page.getByRole('heading', { name: 'Black tank TRYFLOW on Kofi' }).waitFor();
  });

  it('should lead from the page to the result and out again by the keyboard alone', async () => {
    await arrive('/products/DEMO-G01');
    const { page } = shopper;
    await shopper.button('Try it on').waitFor();
    const pressUntil = async (focused: string) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() => {
          let active = document.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
        });
        if (name.includes(focused)) return;
      }
      throw new Error(`The keyboard does not reach ${focused}.`);
    };

    await page.evaluate(() => document.querySelector<HTMLElement>('tryflow-button')?.focus());
    await page.keyboard.press('Enter');
    await shopper.button('Show it on Nia').waitFor();
    await pressUntil('Show it on Nia');
    await page.keyboard.press('Enter');
    await shopper.result();
    await pressUntil('Before and after');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');

    const slider = page.getByRole('slider', { name: 'Before and after' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('90% of the picture show it worn');
    await page.keyboard.press('Escape');
    expect(
      await page.locator('tryflow-room dialog').evaluate((dialog: HTMLDialogElement) => dialog.open),
    ).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tryflow-button');
  });

  it('should be mirrored on a page that reads from right to left, but not the picture’s slider', async () => {
    // The line's first sweep over the picture would be measured on its way.
    await arrive('/products/DEMO-G01', {
      viewport: { width: 390, height: 844 },
      reducedMotion: 'reduce',
    });
    const { page } = shopper;
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const dialog = page.locator('tryflow-room dialog');
    const dialogOverflow = () => dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
    const middle = async (name: string) => {
      const box = await shopper.button(name).boundingBox();
      return box!.x + box!.width / 2;
    };
    expect(await overflow()).toBe(0);

    await shopper.button('Try it on').click();
    await shopper.button('Show it on Nia').waitFor();
    expect(await middle('Close')).toBeLessThan(80);
    expect(await middle('Show it on Mei')).toBeGreaterThan(await middle('Show it on Nia'));
    expect(await dialogOverflow()).toBe(0);

    await shopper.button('Show it on Mei').click();
    await shopper.result();
    const slider = page.getByRole('slider', { name: 'Before and after' });
    const line = page.locator('tryflow-compare .line');
    const lineAt = async () => (await line.boundingBox())!.x;
    await expect.poll(() => slider.inputValue()).toBe('0');
    const start = await lineAt();
    await slider.focus();
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press('ArrowRight');
    expect(await slider.inputValue()).toBe('20');
    expect(await lineAt()).toBeGreaterThan(start);
    const picture = (await page.locator('tryflow-compare .canvas').boundingBox())!;
    await page.mouse.click(picture.x + picture.width * 0.75, picture.y + picture.height / 2);
    expect(Number(await slider.inputValue())).toBeCloseTo(75, -1);
    expect([await overflow(), await dialogOverflow()]).toEqual([0, 0]);
    expect(await violations(page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('should pass axe on every page and view in %s', async (colorScheme) => {
    await arrive('/', { colorScheme, viewport: { width: 390, height: 844 } });
    const { page } = shopper;
    await page.locator('.card').first().waitFor();
    expect(await violations(page)).toEqual([]);

    await page.goto(`${server.origin}/embed`);
    await page.locator('.manual').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.goto(`${server.origin}/products/DEMO-G01`);
    await shopper.button('Try it on').waitFor();
    expect(await violations(page)).toEqual([]);
    await shopper.button('Try it on').click();
    await shopper.button('Show it on Mei').waitFor();
    expect(await violations(page)).toEqual([]);
    await shopper.button('Choose a photo').click();
    await shopper.button('I agree').waitFor();
    expect(await violations(page)).toEqual([]);
    await shopper.button('No, thank you').click();
    await shopper.button('Show it on Mei').click();
    await shopper.result();
    await page.waitForTimeout(1_000);
    expect(await violations(page)).toEqual([]);
  });

  it('should speak German and fit a page of 320 pixels, also at four times the size', async () => {
    await arrive('/products/DEMO-G01?lang=de', { viewport: { width: 320, height: 256 } });
    const { page } = shopper;
    await shopper.button('Anprobieren').click();
    await shopper.button('An Mei zeigen').waitFor();

    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const dialog = page.locator('tryflow-room dialog');
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(
      0,
    );
    await shopper.button('An Mei zeigen').click();
    expect((await shopper.result()).width).toBe(768);
  });
});
