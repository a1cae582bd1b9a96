import { defaultI18nProvider, type I18nProvider, resolveBrowserLocale } from 'react-admin';
import de from './de.json';
import en from './en.json';
import raDe from './react-admin-de.json';

/** A tree of texts whose leaves may hold `%{name}` and, for plurals, `one |||| many`. */
interface Texts {
  readonly [key: string]: string | Texts;
}

const CATALOGUES: Readonly<Record<string, Texts>> = { en, de: { ...de, ...raDe } };

const LOCALES = [
  { locale: 'en', name: 'English' },
  { locale: 'de', name: 'Deutsch' },
];

/** The text under a dotted key; undefined when there is none. */
export function findText(texts: Texts, key: string): string | undefined {
  let found: string | Texts | undefined = texts;
  for (const part of key.split('.')) {
    if (typeof found !== 'object') return undefined;
    found = found[part];
  }
  return typeof found === 'string' ? found : undefined;
}

/** The text with its values, in singular or plural by `smart_count`. */
export function fillIn(text: string, values: Readonly<Record<string, unknown>>): string {
  const [one = '', many] = text.split('||||').map((form) => form.trim());
  const form = many === undefined || values.smart_count === 1 ? one : many;
  return form.replaceAll(/%\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

let locale = resolveBrowserLocale('en') === 'de' ? 'de' : 'en';

/** English and German; what our texts lack is react-admin's own English. */
export const i18nProvider: I18nProvider = {
  translate(key: string, options: Readonly<Record<string, unknown>> = {}) {
    const text = findText(CATALOGUES[locale]!, key);
    if (text !== undefined) return fillIn(text, options);
    return defaultI18nProvider.translate(key, { _: key, ...options });
  },
  changeLocale(next: string) {
    locale = next in CATALOGUES ? next : 'en';
    document.documentElement.lang = locale;
    return Promise.resolve();
  },
  getLocale: () => locale,
  getLocales: () => LOCALES,
};

document.documentElement.lang = locale;
