import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where a Chromium may be; Debian's is the one of CI. */
const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
];

const found = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** Why browser tests do not run here; undefined where they do. */
export const NO_CHROMIUM = found
  ? undefined
  : 'No Chromium was found: install the package chromium, or name one in CHROMIUM.';

/**
 * Starts the browser without a window.
 * @param args further command-line switches
 */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: found,
    // In containers Chromium is root and has little shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb', ...args],
  });
}

if (NO_CHROMIUM) process.stderr.write(`Browser tests are skipped. ${NO_CHROMIUM}\n`);
