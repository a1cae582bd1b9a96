import type { Browser } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestData, type TestData, TestServer } from '../support/server.js';
import { sample } from '../support/shop.js';
import { violations } from './support/axe.js';
import { cameraSwitches, type FilmOptions, writeCameraFilm } from './support/camera-film.js';
import { launchChromium, NO_CHROMIUM } from './support/chromium.js';
import { Shopper } from './support/shopper.js';

describe.skipIf(NO_CHROMIUM)('a photo from the camera', () => {
  let data: TestData;
  let server: TestServer;
  let folder: string;
  let browser: Browser | undefined;
  let shopper: Shopper;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-camera-'));
    data = await createTestData();
    server = await TestServer.start(data);
  });
  afterEach(async () => {
    await shopper.leave();
    await browser?.close();
  });
  afterAll(async () => {
    await server?.stop();
    await data?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Before a camera that shows a sample person, up to the outline. A camera is a switch of the browser's start. */
  const standBefore = async (film: FilmOptions, permissions = ['camera'], switches: string[] = []) => {
    const path = join(folder, `${film.width ?? 480}-${film.brightness ?? 1}.mjpeg`);
    await writeCameraFilm(path, await sample('people/p01_g04.jpg'), film);
    browser = await launchChromium(permissions.length > 0 ? cameraSwitches(path) : switches);
    shopper = await Shopper.arrive(browser, { permissions, viewport: { width: 390, height: 844 } });
    await shopper.page.goto(`${server.origin}/products/DEMO-G07`);
    await shopper.button('Try it on').click();
    await shopper.button('Take a photo').click();
    await shopper.button('I agree').click();
  };

  it('should show an outline, take the photo as it stands in it, and show the garment on it', async () => {
    await standBefore({});
    const { page } = shopper;
    const camera = page.locator('tryflow-camera');
    await page.getByText('Stand so that you fill the outline').waitFor();
    await shopper.button('Take the photo').click({ trial: true });

    const [outline, video] = await Promise.all([
      camera.locator('svg.outline').boundingBox(),
      camera.locator('video').boundingBox(),
    ]);
    expect(outline).toEqual(video);
    const stream = await camera
      .locator('video')
      .evaluateHandle((element: HTMLVideoElement) => element.srcObject as MediaStream);
    expect(await stream.evaluate(({ active }) => active)).toBe(true);
    expect(await violations(page)).toEqual([]);

    await shopper.button('Take the photo').click();
    await page.getByText('It looks good').waitFor();
    expect(await stream.evaluate(({ active }) => active)).toBe(false);
    expect(shopper.uploads).toEqual([]);
    await shopper.button('Use this photo').click();

    expect(await shopper.result()).toEqual({ width: 480, height: 640 });
    expect(shopper.uploads).toHaveLength(1);
    expect(shopper.errors).toEqual([]);
  });

  it('should ask for light while it is dark, and refuse the photo that was taken all the same', async () => {
    await standBefore({ brightness: 0.08 });
    await shopper.page.getByText('It is rather dark').waitFor();

    await shopper.button('Take the photo').click();

    await shopper.page.getByText('The photo is too dark').waitFor();
    expect(await shopper.button('Use this photo').count()).toBe(0);
    expect(shopper.uploads).toEqual([]);
  });

  it('should refuse the photo of a camera that has too few pixels', async () => {
    await standBefore({ width: 168 });

    await shopper.button('Take the photo').click();

    await shopper.page.getByText('The photo is too small').waitFor();
    expect(await shopper.button('Use this photo').count()).toBe(0);
    expect(shopper.uploads).toEqual([]);
  });

  it('should say what to do when the camera is not allowed, and leave the choice of a file', async () => {
    await standBefore({}, [], ['--use-fake-device-for-media-stream', '--deny-permission-prompts']);

    await shopper.page.getByRole('alert').getByText('The camera was not allowed').waitFor();

    expect(await shopper.button('Choose a photo').isVisible()).toBe(true);
    expect(await violations(shopper.page)).toEqual([]);
  });
});
