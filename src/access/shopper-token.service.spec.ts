import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SigningService } from '../signing/signing.service.js';
import { Config } from '../config/config.js';
import { ShopperTokenService } from './shopper-token.service.js';

const CHANNEL = 'a2b0c1d4-0000-4000-8000-000000000001';
const OTHER_CHANNEL = 'a2b0c1d4-0000-4000-8000-000000000002';

describe('ShopperTokenService', () => {
  const config = Object.assign(new Config(), { shopperSessionSeconds: 60 });
  const tokens = new ShopperTokenService(config, new SigningService('x'.repeat(32)));

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-01-01T12:00:00Z'), toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('should know the shopper again until the session ends, however often it was asked before', async () => {
    const { token } = await tokens.issue(CHANNEL);

    const shopper = await tokens.read(token, CHANNEL);
    expect(shopper).toMatch(/^[0-9a-f-]{36}$/);
    vi.setSystemTime(new Date('2026-01-01T12:00:59Z'));
    expect(await tokens.read(token, CHANNEL)).toBe(shopper);
    vi.setSystemTime(new Date('2026-01-01T12:01:01Z'));
    expect(await tokens.read(token, CHANNEL)).toBeUndefined();
  });

  it('should refuse a token in another channel, before and after it was read in its own', async () => {
    const { token } = await tokens.issue(CHANNEL);

    expect(await tokens.read(token, OTHER_CHANNEL)).toBeUndefined();
    await tokens.read(token, CHANNEL);
    expect(await tokens.read(token, OTHER_CHANNEL)).toBeUndefined();
  });

  it('should refuse a forged token', async () => {
    const { token } = await tokens.issue(CHANNEL);
    await tokens.read(token, CHANNEL);

    expect(await tokens.read(`${token.slice(0, -3)}AAA`, CHANNEL)).toBeUndefined();
    expect(await tokens.read('', CHANNEL)).toBeUndefined();
  });
});
