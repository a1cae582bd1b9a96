import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { Config } from '../config/config.js';
import { SigningService } from '../signing/signing.service.js';

const ALGORITHM = 'HS256';

/** Tokens of anonymous shoppers: JWTs (RFC 7519) that name a random id and the channel, and nothing else. */
@Injectable()
export class ShopperTokenService {
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
    try {
      const { payload } = await jwtVerify(token, this.signing.key('shopper-token'), {
        algorithms: [ALGORITHM],
        audience: channelId,
      });
      return payload.sub;
    } catch {
      return undefined;
    }
  }
}
