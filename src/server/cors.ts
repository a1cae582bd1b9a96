import type {
  CorsOptions,
  CorsOptionsDelegate,
} from '@nestjs/common/interfaces/external/cors-options.interface.js';
import type { Request } from 'express';
import { SHOP_KEY_HEADER } from '../access/access.service.js';
import type { ChannelService } from '../access/channel.service.js';
import type { ServerAddress } from '../transfer/server-address.js';

const DENY: CorsOptions = { origin: false };
const PREFLIGHT_SECONDS = 600;

/**
 * Pages of allowed origins and the server's own may read the shop API's and the uploads' answers; nobody else's, and no
 * page those of the admin API. A preflight carries no key, so that any channel's origin passes it; the request itself is
 * then held against the list of its key's channel.
 */
export function corsDelegate(channels: ChannelService, address: ServerAddress): CorsOptionsDelegate<Request> {
  return (request, callback) => {
    const { origin } = request.headers;
    const forPages = request.path.startsWith('/shop-api') || request.path.startsWith('/uploads/');
    if (!forPages || origin === undefined) {
      callback(null, DENY);
      return;
    }
    if (address.ownOrigins.includes(origin)) {
      callback(null, allow(origin));
      return;
    }
    channels.anyAllows(origin).then(
      (allowed) => {
        callback(null, allowed ? allow(origin) : DENY);
      },
      (error: unknown) => {
        callback(error as Error, DENY);
      },
    );
  };
}

function allow(origin: string): CorsOptions {
  return {
    origin,
    methods: ['GET', 'POST', 'PUT'],
    allowedHeaders: [
      'content-type',
      'authorization',
      SHOP_KEY_HEADER,
      'x-request-id',
      'apollo-require-preflight',
    ],
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: PREFLIGHT_SECONDS,
  };
}
