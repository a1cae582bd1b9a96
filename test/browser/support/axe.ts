import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeWindow {
  readonly axe: {
    run(options: object): Promise<{
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
      }[];
    }>;
  };
}

/** Violations of WCAG 2.2 A and AA and of good practice that axe finds on the page as it is now, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(untilStill);
  // Evaluated by the debugger, which no content security policy of the page stops.
  await page.evaluate(await source);
  return page.evaluate(async (tags) => {
    const { axe } = window as unknown as AxeWindow;
    const { violations: found } = await axe.run({ runOnly: tags });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary ?? ''}`),
    );
  }, RULES);
}

/** What is fading in has not the colours yet that people read. Animations without an end are not waited for. */
async function untilStill(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const ending = document
    .getAnimations()
    .filter(
      ({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
    );
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
