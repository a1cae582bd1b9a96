import { describe, expect, it } from 'vitest';
import { durationText } from './duration-text.js';

describe('durationText', () => {
  it.each([
    [3_600, 'en', '1 hour'],
    [5_400, 'en', '90 minutes'],
    [86_400, 'de', '1 Tag'],
    [31 * 86_400, 'de', '31 Tage'],
    [61, 'en', '61 seconds'],
    [0, 'en', '0 seconds'],
  ])('should say %i seconds in %s as %s', (seconds, locale, text) => {
    expect(durationText(seconds, locale)).toBe(text);
  });
});
