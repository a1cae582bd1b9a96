import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
];

/** Starts a Chromium without a window. */
export function startChromium() {
  const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (!executablePath)
    throw new Error('No Chromium was found: install the package chromium, or name one in CHROMIUM.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Notes layout shifts, long tasks and results as the browser itself reports them. Runs before the page. */
function watch() {
  const seen = (globalThis.seen = { layoutShift: 0, tasks: [], result: undefined });
  new globalThis.PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.layoutShift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  new globalThis.PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  globalThis.addEventListener(
    'tryflow-result',
    ({ detail }) => (seen.result = { at: performance.now(), ...detail }),
  );
}

/**
 * A visitor with a new profile.
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin of the server
 * @param {'gzip' | 'br'} encoding the only one that the browser accepts
 */
export async function openVisit(browser, origin, encoding) {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 860 },
    extraHTTPHeaders: { 'accept-encoding': encoding },
  });
  await context.addInitScript(watch);
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  let responses = [];
  context.on('response', (response) => responses.push(response));
  const button = (name) => page.getByRole('button', { name });
  const press = (name) => button(name).click();
  return {
    button,
    press,
    leave: () => context.close(),

    /** Opens a page and waits until nothing is loaded any more. Figures count from here. */
    async go(path) {
      responses = [];
      await page.goto(origin + path);
      await page.waitForLoadState('networkidle');
    },

    /** Agrees, and hands in a photo up to the button that uses it. */
    async choosePhoto(photo) {
      const chooser = page.waitForEvent('filechooser');
      await press('I agree');
      await (await chooser).setFiles(photo);
      await button('Use this photo').waitFor();
    },

    /** Milliseconds from an action to the appearance of something. */
    async until(act, locator) {
      const start = performance.now();
      await act();
      await locator.waitFor();
      return performance.now() - start;
    },

    /** Milliseconds from the press of an action to the shown picture, both by the page's own clock. */
    async untilResult(act) {
      await page.evaluate(() => {
        globalThis.seen.result = undefined;
        globalThis.addEventListener('click', ({ timeStamp }) => (globalThis.seen.pressedAt = timeStamp), {
          capture: true,
          once: true,
        });
      });
      await act();
      await page.waitForFunction(() => globalThis.seen.result);
      return page.evaluate(() => globalThis.seen.result.at - globalThis.seen.pressedAt);
    },

    fromCache: () => page.evaluate(() => globalThis.seen.result.fromCache),

    /** Bytes as they were transferred since `go`, and what the page noted. */
    async figures() {
      await page.waitForLoadState('networkidle');
      const sizes = await Promise.all(
        responses.map(async (response) => {
          const request = response.request();
          const size = request.method() === 'GET' ? await bodySize(response) : 0;
          return { type: request.resourceType(), url: new URL(response.url()), size };
        }),
      );
      const bytesOf = (is) => sizes.filter(is).reduce((sum, { size }) => sum + size, 0);
      const { layoutShift, tasks } = await page.evaluate(() => globalThis.seen);
      return {
        scriptBytes: bytesOf(({ url }) => url.pathname.endsWith('.js')),
        modelBytes: bytesOf(({ url }) => url.pathname.startsWith('/device-models/')),
        runtimeBytes: bytesOf(({ url }) => url.pathname.endsWith('.wasm')),
        layoutShift,
        longestTaskMs: Math.max(0, ...tasks),
        longTasksMs: tasks.reduce((sum, duration) => sum + duration, 0),
      };
    },
  };
}

/** Compressed bytes of the body; nothing of what came out of the browser's own cache. */
async function bodySize(response) {
  const fromCache = (await response.request().timing()).responseStart < 0;
  if (fromCache) return 0;
  return Number((await response.headerValue('content-length')) ?? 0);
}
