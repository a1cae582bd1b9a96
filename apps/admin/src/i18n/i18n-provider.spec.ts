// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import de from './de.json';
import en from './en.json';
import { fillIn, findText } from './i18n-provider.js';

function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  );
}

describe('texts of the administration', () => {
  it('should be there in both languages', () => {
    expect(keysOf(de)).toEqual(keysOf(en));
  });

  it('should name the same values in both languages', () => {
    const valuesOf = (text: string) => [...new Set(text.match(/%\{\w+\}/g))].sort();
    for (const key of keysOf(en)) {
      expect(valuesOf(findText(de, key) ?? ''), key).toEqual(valuesOf(findText(en, key) ?? ''));
    }
  });
});

describe('fillIn', () => {
  it('should choose singular or plural by the count', () => {
    const text = '%{smart_count} result |||| %{smart_count} results';

    expect(fillIn(text, { smart_count: 1 })).toBe('1 result');
    expect(fillIn(text, { smart_count: 2 })).toBe('2 results');
  });

  it('should leave a value that is missing as it is written', () => {
    expect(fillIn('Delete %{name}?', {})).toBe('Delete %{name}?');
  });
});
