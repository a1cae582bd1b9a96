import type en from './en.json';
import { type Language, languageFor } from './language.js';

/** Names of the sentences. */
export type StringKey = keyof typeof en;

/** Values for the placeholders of a sentence. */
export type Values = Readonly<Record<string, string | number>>;

const SENTENCES: Readonly<Record<Language, () => Promise<{ default: Readonly<Record<StringKey, string>> }>>> =
  {
    en: () => import('./en.json'),
    de: () => import('./de.json'),
  };

/** The sentences of one language and how it writes numbers, times and sizes. */
export class Strings {
  private constructor(
    /** BCP 47 tag. */
    readonly tag: string,
    private readonly sentences: Readonly<Record<StringKey, string>>,
  ) {}

  /** @param tag BCP 47; its region decides how numbers and times are written */
  static async load(tag: string | undefined): Promise<Strings> {
    const language = languageFor(tag);
    const { default: sentences } = await SENTENCES[language]();
    return new Strings(tag?.toLowerCase().startsWith(language) ? tag : language, sentences);
  }

  /** A sentence with its `{placeholders}` filled. */
  text(key: StringKey, values: Values = {}): string {
    return this.sentences[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  }

  /** Whether there is such a sentence: codes from the server may be newer than this page. */
  has(key: string): key is StringKey {
    return key in this.sentences;
  }

  /** @param share 0…1 */
  percent(share: number): string {
    return new Intl.NumberFormat(this.tag, { style: 'percent', maximumFractionDigits: 0 }).format(share);
  }

  /** A time in the largest unit that keeps it whole enough: seconds, minutes, hours or days. */
  duration(seconds: number): string {
    const [unit, size] =
      seconds >= 172_800
        ? (['day', 86_400] as const)
        : seconds >= 3_600
          ? (['hour', 3_600] as const)
          : seconds >= 60
            ? (['minute', 60] as const)
            : (['second', 1] as const);
    const value = Math.max(1, Math.round(seconds / size));
    return new Intl.NumberFormat(this.tag, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  }

  /** A size in megabytes (10⁶ bytes). */
  size(bytes: number): string {
    const options = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(this.tag, options).format(bytes / 1e6);
  }

  /** @param amountMinor in the currency's minor unit */
  price(amountMinor: number, currency: string): string {
    const format = new Intl.NumberFormat(this.tag, { style: 'currency', currency });
    return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  }

  /** An instant with its date and time of day. */
  instant(iso: string): string {
    return new Intl.DateTimeFormat(this.tag, { dateStyle: 'medium', timeStyle: 'short' }).format(
      new Date(iso),
    );
  }
}
