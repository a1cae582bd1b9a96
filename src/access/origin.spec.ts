import { describe, expect, it } from 'vitest';
import { parseOrigin } from './origin.js';

describe('parseOrigin', () => {
  it.each([
    ['https://Shop.Example', 'https://shop.example'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['https://shop.example:443', 'https://shop.example'],
  ])('should serialise %s as %s', (text, origin) => {
    expect(parseOrigin(text)).toBe(origin);
  });

  it.each([
    'shop.example',
    'https://shop.example/path',
    'https://a@shop.example',
    'ftp://shop.example',
    '*',
    'null',
  ])('should refuse %s', (text) => {
    expect(parseOrigin(text)).toBeUndefined();
  });
});
