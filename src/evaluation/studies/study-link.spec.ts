import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SigningService } from '../../signing/signing.service.js';
import type { ServerAddress } from '../../transfer/server-address.js';
import { StudyLink } from './study-link.js';

const address = { origin: 'https://try.example' } as ServerAddress;
const link = new StudyLink(new SigningService('x'.repeat(32)), address);

describe('StudyLink', () => {
  it('should read its own tokens', () => {
    const id = randomUUID();

    expect(link.read(link.tokenOf(id))).toBe(id);
    expect(link.urlOf(id)).toBe(`https://try.example/studies/${link.tokenOf(id)}`);
    expect(link.tokenOf(id)).toMatch(/^[\w-]{65}$/);
  });

  it('should refuse a token with any character changed, cut off or added', () => {
    const token = link.tokenOf(randomUUID());

    for (let i = 0; i < token.length; i++) {
      const other = token[i] === '-' ? 'S' : '-';
      expect(link.read(token.slice(0, i) + other + token.slice(i + 1)), `character ${i}`).toBeUndefined();
    }
    expect(link.read(token.slice(0, -1))).toBeUndefined();
    expect(link.read(`${token}A`)).toBeUndefined();
    expect(link.read('')).toBeUndefined();
  });

  it('should refuse tokens of another installation', () => {
    const other = new StudyLink(new SigningService('y'.repeat(32)), address);

    expect(link.read(other.tokenOf(randomUUID()))).toBeUndefined();
  });
});
