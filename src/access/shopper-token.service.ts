import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import { Config } from '../config/config.js';
import { SigningService } from '../signing/signing.service.js';

const ALGORITHM = 'HS256';

/** Tokens that were found good are not verified again; this many are remembered. */
const REMEMBERED_TOKENS = 10_000;

/** Tokens of anonymous shoppers: JWTs (RFC 7519) that name a random id and the channel, and nothing else. */
@Injectable()
export class ShopperTokenService {
  private readonly verified = new LRUCache<
    string,
    { shopperId: string; channelId: string; expiresAt: number }
  >({
    max: REMEMBERED_TOKENS,
  });

  constructor(
    private readonly config: Config,
    private readonly signing: SigningService,
  ) {}

  /** A token for a new shopper of the channel. */
  async issue(channelId: string): Promise<{ token: string; expiresAt: Date }> {
    const expiresAt = new Date((Math.floor(Date.now() / 1000) + this.config.shopperSessionSeconds) * 1000);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(randomUUID())
      .setAudience(channelId)
      .setExpirationTime(expiresAt)
      .sign(this.signing.key('shopper-token'));
    return { token, expiresAt };
  }

  /** The shopper's id, or undefined when the token is expired, forged or of another channel. */
  async read(token: string, channelId: string): Promise<string | undefined> {
    const known = this.verified.get(token);
    if (known && known.channelId === channelId && known.expiresAt > Date.now()) return known.shopperId;
    try {
      const { payload } = await jwtVerify(token, this.signing.key('shopper-token'), {
        algorithms: [ALGORITHM],
        audience: channelId,
      });
      const { sub: shopperId, exp = 0 } = payload;
      if (shopperId) this.verified.set(token, { shopperId, channelId, expiresAt: exp * 1000 });
      return shopperId;
    } catch {
      return undefined;
    }
  }
}
