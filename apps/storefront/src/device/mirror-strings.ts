import { languageFor } from '../i18n/language.js';
import de from './i18n/de.json';
import en from './i18n/en.json';

export type MirrorKey = keyof typeof en;

const SENTENCES: Readonly<Record<string, Readonly<Record<MirrorKey, string>>>> = { de, en };

/** The sentences of the mirror in one language. */
export class MirrorStrings {
  private readonly sentences: Readonly<Record<MirrorKey, string>>;

  /** @param tag BCP 47; English for a language without a file */
  constructor(private readonly tag: string) {
    this.sentences = SENTENCES[languageFor(tag)] ?? en;
  }

  text(key: MirrorKey, values: Readonly<Record<string, string>> = {}): string {
    return this.sentences[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** A rate with one digit behind the point below ten, as the language writes it. */
  rate(perSecond: number): string {
    const digits = perSecond < 10 ? 1 : 0;
    return new Intl.NumberFormat(this.tag, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(perSecond);
  }
}

/** The language of the nearest element around that names one, through shadow trees; else the browser's. */
export function languageAround(element: Element): string {
  for (let at: Element | null = element; at;) {
    const named: Element | null = at.closest('[lang]');
    if (named) return named.getAttribute('lang') || navigator.language;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}
