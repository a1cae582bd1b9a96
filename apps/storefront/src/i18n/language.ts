/** Languages that the components speak; each has a file of this name in this folder. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language to speak for a BCP 47 tag such as `de-AT`; English where there is no better one. */
export function languageFor(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split('-', 1)[0];
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}
