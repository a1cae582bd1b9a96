import type { Browser } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestData, type TestData, TestServer } from '../support/server.js';
import { sample } from '../support/shop.js';
import { violations } from './support/axe.js';
import { cameraSwitches, writeCameraFilm } from './support/camera-film.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { Shopper } from './support/shopper.js';
import { setTryOnMode } from './support/try-on-mode.js';

describe.skipIf(NO_CHROMIUM)('the live mirror', () => {
  let data: TestData;
  let server: TestServer;
  let browser: Browser;
  let shopper: Shopper;
  let folder: string;
  let film: Buffer[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-film-'));
    const path = join(folder, 'camera.mjpeg');
    film = await writeCameraFilm(path, await sample('people/p01_g04.jpg'));
    data = await createTestData();
    [server, browser] = await Promise.all([TestServer.start(data), launchChromium(cameraSwitches(path))]);
    await setTryOnMode(server.origin, 'DEVICE_ONLY');
  });
  afterEach(() => shopper.leave());
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('should put the garment on the camera’s pictures, say how many a second, and turn the camera off', async () => {
    shopper = await Shopper.arrive(browser, { permissions: ['camera'] });
    const { page } = shopper;
    await page.goto(`${server.origin}/products/DEMO-G07`);
    await shopper.button('Try it on').click();
    await shopper.button('Show it on Mei').click();
    await shopper.result();

    await shopper.button('Live mirror').click();
    const mirror = page.locator('tryflow-mirror');
    await mirror.getByText(/^\d+(\.\d)? pictures a second$/).waitFor();

    const dataUrl = await mirror
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL('image/png'));
    const shown = Buffer.from(dataUrl.split(',')[1] ?? '', 'base64');
    const changes = await Promise.all(film.map((frame) => changeOf(frame, shown)));
    const { head, chest } = changes.reduce((best, change) => (change.head < best.head ? change : best));
    expect(head).toBeLessThan(12);
    expect(chest).toBeGreaterThan(2 * head + 8);
    expect(await violations(page)).toEqual([]);
    expect(shopper.errors).toEqual([]);

    await shopper.button('Close the mirror').click();
    await mirror.waitFor({ state: 'detached' });
    expect(shopper.requests.filter((request) => request.method() === 'PUT')).toEqual([]);
  });
});

/** Mean absolute difference of two pictures of 480 × 640 at the head and at the chest, in grey levels. */
async function changeOf(frame: Buffer, shown: Buffer): Promise<{ head: number; chest: number }> {
  const differenceIn = async (left: number, top: number, width: number, height: number) => {
    const [a, b] = await Promise.all(
      [frame, shown].map((picture) =>
        sharp(picture).extract({ left, top, width, height }).removeAlpha().raw().toBuffer(),
      ),
    );
    return a!.reduce((sum, value, i) => sum + Math.abs(value - b![i]!), 0) / a!.length;
  };
  return { head: await differenceIn(180, 30, 120, 90), chest: await differenceIn(170, 230, 140, 160) };
}
