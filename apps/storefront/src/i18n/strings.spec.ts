import { describe, expect, it } from 'vitest';
import shopDe from '../shop/de.json';
import shopEn from '../shop/en.json';
import button from './button.json';
import de from './de.json';
import en from './en.json';
import { LANGUAGES, languageFor } from './language.js';
import { Strings } from './strings.js';

const placeholders = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe('strings', () => {
  it.each([
    ['of the components', en, de],
    ['of the demo shop', shopEn, shopDe],
  ])('should have the same sentences and placeholders in both languages %s', (_of, english, german) => {
    expect(Object.keys(german)).toEqual(Object.keys(english));
    for (const [key, sentence] of Object.entries(english)) {
      const other = (german as Record<string, string>)[key] ?? '';
      expect([key, placeholders(other)]).toEqual([key, placeholders(sentence)]);
    }
  });

  it('should label the button in every language', () => {
    expect(Object.keys(button).sort()).toEqual([...LANGUAGES].sort());
  });

  it('should fall back to English where a language is not spoken', () => {
    expect(['de-AT', 'DE', 'fr', undefined].map(languageFor)).toEqual(['de', 'de', 'en', 'en']);
  });

  it('should fill placeholders and write numbers as the language does', async () => {
    const german = await Strings.load('de');

    expect(german.text('title', { garment: 'Pullover' })).toBe('Pullover anprobieren');
    expect(german.price(1990, 'EUR')).toBe('19,90\u00a0€');
    expect(german.price(1990, 'JPY')).toBe('1.990\u00a0¥');
    expect([45, 600, 7_200, 172_800].map((seconds) => german.duration(seconds))).toEqual([
      '45 Sekunden',
      '10 Minuten',
      '2 Stunden',
      '2 Tage',
    ]);
    expect(german.size(3_200_000)).toBe('3,2 MB');
  });

  it('should leave a placeholder that has no value in sight', async () => {
    expect((await Strings.load('en')).text('title')).toBe('Try on {garment}');
  });
});
