import { describe, expect, it } from 'vitest';
import { waitText } from './wait-text.js';

describe('waitText', () => {
  it.each([
    [87.4, '87 ms'],
    [999.4, '999 ms'],
    [1234, '1.2 s'],
    [null, '–'],
    [undefined, '–'],
  ])('should write %s as %s', (ms, text) => {
    expect(waitText(ms, 'en')).toBe(text);
  });

  it('should never write a thousand milliseconds', () => {
    expect(waitText(999.6, 'en')).toBe('1 s');
  });
});
