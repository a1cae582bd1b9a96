import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { AccessError } from './access-error.js';
import { ServerAddress } from '../transfer/server-address.js';
import { ApiKeyService } from './api-key.service.js';
import type { RequestContext } from './request-context.js';
import { ShopperTokenService } from './shopper-token.service.js';

/** Header of the publishable key on the shop API. */
export const SHOP_KEY_HEADER = 'tryflow-key';

/** Turns a request's headers into who asks. */
@Injectable()
export class AccessService {
  constructor(
    private readonly apiKeys: ApiKeyService,
    private readonly shopperTokens: ShopperTokenService,
    private readonly address: ServerAddress,
  ) {}

  /**
   * A shop request: publishable key, allowed origin, and the shopper's token if there is one.
   * Requests without an Origin header (servers, command lines) pass: the list protects browsers' users, and a caller
   * outside a browser could claim any origin. The server's own pages pass too.
   * @throws AccessError
   */
  async authenticateShop(headers: IncomingHttpHeaders): Promise<RequestContext> {
    const text = headers[SHOP_KEY_HEADER];
    const key = typeof text === 'string' ? await this.apiKeys.find('SHOP', text) : undefined;
    if (!key) {
      throw new AccessError(
        'UNAUTHENTICATED',
        `Send a valid publishable key (tf_pk_…) in the header ${SHOP_KEY_HEADER}.`,
      );
    }
    const { channel, id: keyId } = key;
    const { origin } = headers;
    const allowed = [...this.address.ownOrigins, ...channel.allowedOrigins];
    if (origin !== undefined && !allowed.includes(origin)) {
      throw new AccessError(
        'ORIGIN_NOT_ALLOWED',
        'This origin is not on the shop’s list; add it with updateChannel(allowedOrigins) on the admin API.',
      );
    }
    const token = bearerToken(headers);
    if (token === undefined) return { api: 'shop', channel, keyId };
    const shopperId = await this.shopperTokens.read(token, channel.id);
    if (!shopperId) {
      throw new AccessError(
        'UNAUTHENTICATED',
        'The shopper token is expired or not valid here; call createShopperSession for a new one.',
      );
    }
    return { api: 'shop', channel, keyId, shopperId };
  }

  /**
   * An admin request: secret key.
   * @throws AccessError
   */
  async authenticateAdmin(headers: IncomingHttpHeaders): Promise<RequestContext> {
    const token = bearerToken(headers);
    const key = token === undefined ? undefined : await this.apiKeys.find('ADMIN', token);
    if (!key?.role)
      throw new AccessError('UNAUTHENTICATED', 'Send a valid secret key (tf_sk_…) as authorization: Bearer.');
    return { api: 'admin', channel: key.channel, keyId: key.id, role: key.role };
  }
}

function bearerToken({ authorization }: IncomingHttpHeaders): string | undefined {
  return authorization === undefined ? undefined : (/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '');
}
