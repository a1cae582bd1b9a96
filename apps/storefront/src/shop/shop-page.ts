import { html, render, type TemplateResult } from 'lit';
import '../embed.js';
import { contextFor, type StorefrontContext } from '../core/storefront-context.js';
import { languageFor, type Language } from '../i18n/language.js';
import { Strings } from '../i18n/strings.js';
import de from './de.json';
import en from './en.json';

const WORDS = { en, de } as const;
const LANGUAGE_KEPT = 'tryflow-demo-language';

/** Names of the demo shop's own sentences. */
export type ShopWord = keyof typeof en;

/** What a page of the demo shop draws from. */
export interface ShopPage {
  readonly shopName: string;
  readonly shopKey: string;
  readonly server: string;
  readonly language: Language;
  readonly context: StorefrontContext;
  readonly strings: Strings;
  /** A sentence of the demo shop with its placeholders filled. */
  readonly word: (name: ShopWord, values?: Readonly<Record<string, string | number>>) => string;
}

/** Reads key and language, and keeps the language for the next page. */
export async function openShop(): Promise<ShopPage> {
  const language = languageFor(
    new URLSearchParams(location.search).get('lang') ?? keptLanguage() ?? navigator.language,
  );
  keepLanguage(language);
  document.documentElement.lang = language;
  const answer = await fetch('/demo-shop.json');
  if (!answer.ok) throw new Error(`The demo shop answered ${answer.status}.`);
  const { shopName, shopKey } = (await answer.json()) as { shopName: string; shopKey: string };
  const server = location.origin;
  return {
    shopName,
    shopKey,
    server,
    language,
    context: contextFor({ server, shopKey, language }),
    strings: await Strings.load(language),
    word: (name, values = {}) =>
      WORDS[language][name].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole)),
  };
}

/** Draws a page of the shop: header, content, footer. */
export function drawShop(page: ShopPage, current: 'TOPS' | 'EMBED' | undefined, content: unknown): void {
  render(
    html`<a class="skip" href="#content">${page.word('skip')}</a>
      ${header(page, current)}
      <main id="content" tabindex="-1">${content}</main>
      <footer><p>${page.word('footer')}</p></footer>`,
    document.body,
  );
}

/** Draws a page whose shop cannot be reached. */
export function drawBroken(): void {
  const language = languageFor(document.documentElement.lang);
  render(html`<main class="broken"><p role="alert">${WORDS[language].broken}</p></main>`, document.body);
}

function header(
  { shopName, language, word }: ShopPage,
  current: 'TOPS' | 'EMBED' | undefined,
): TemplateResult {
  const other = language === 'en' ? 'de' : 'en';
  const here = (name: string) => (current === name ? 'page' : 'false');
  return html`<header class="site">
    <a class="wordmark" href="/">${shopName}</a>
    <nav aria-label=${word('nav.main')}>
      <a href="/" aria-current=${here('TOPS')}>${word('tops')}</a>
      <a href="/embed" aria-current=${here('EMBED')}>${word('embed')}</a>
      <a href="?lang=${other}" lang=${other} hreflang=${other}>${word('language')}</a>
    </nav>
  </header>`;
}

function keptLanguage(): string | undefined {
  try {
    return localStorage.getItem(LANGUAGE_KEPT) ?? undefined;
  } catch {
    return undefined;
  }
}

function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEPT, language);
  } catch {
    // The browser keeps nothing; the next page asks it for its language again.
  }
}
