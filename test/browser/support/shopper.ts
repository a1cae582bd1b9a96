import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, Request } from 'playwright-core';

/** Counts what a page moves about by itself (Layout Instability API) and what it may not load. Runs before the page. */
function watchPage(): void {
  const seen = window as unknown as { layoutShift: number; refusedByPolicy: string[] };
  seen.layoutShift = 0;
  seen.refusedByPolicy = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (!entry.hadRecentInput) seen.layoutShift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    seen.refusedByPolicy.push(`${violatedDirective} ${blockedURI}`);
  });
}

/** Somebody in front of a browser, with what their pages have sent and loaded. */
export class Shopper {
  readonly requests: Request[] = [];
  readonly errors: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('request', (request) => this.requests.push(request));
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  static async arrive(browser: Browser, options: BrowserContextOptions = {}): Promise<Shopper> {
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1280, height: 860 },
      ...options,
    });
    await context.addInitScript(watchPage);
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    return new Shopper(context, page);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** From the article's page to the photo that is to be used: consent, then a file. */
  async choosePhoto(photo: string): Promise<void> {
    await this.button('Try it on').click();
    await this.button('Choose a photo').click();
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('I agree').click();
    await (await chooser).setFiles(photo);
    await this.button('Use this photo').click();
  }

  /** Waits for the picture and answers its size. */
  async result(): Promise<{ width: number; height: number }> {
    const worn = this.page.locator('tryflow-compare img.after');
    await worn.waitFor();
    return worn.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return { width: image.naturalWidth, height: image.naturalHeight };
    });
  }

  /** Cumulative layout shift of the page so far, not counting what followed an input within half a second. */
  layoutShift(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { layoutShift: number }).layoutShift);
  }

  /** What the page's content security policy has stopped. */
  refusedByPolicy(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { refusedByPolicy: string[] }).refusedByPolicy);
  }

  /** Bytes of scripts as they were transferred so far, compressed. */
  async scriptBytes(): Promise<number> {
    let bytes = 0;
    for (const request of this.requests.filter((sent) => sent.resourceType() === 'script')) {
      const response = await request.response();
      bytes += Number((await response?.headerValue('content-length')) ?? 0);
    }
    return bytes;
  }

  /** Requests that carried a photo's bytes. */
  get uploads(): Request[] {
    return this.requests.filter((request) => request.method() === 'PUT');
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
