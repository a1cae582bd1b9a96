import type { Channel } from './channel.entity.js';
import type { Role } from './role.js';

/** Who asks, and in which channel. The first argument of every service method that reads or changes a channel's data. */
export interface RequestContext {
  readonly api: 'shop' | 'admin';
  /** The channel as it was when the key was looked up. */
  readonly channel: Readonly<Channel>;
  /** Key in use. */
  readonly keyId: string;
  /** Role of the admin key; undefined on the shop API. */
  readonly role?: Role;
  /** Anonymous shopper of the token; undefined on the admin API and before a session was created. */
  readonly shopperId?: string;
}

/** A shop request that carries a shopper's token. */
export interface ShopperContext extends RequestContext {
  readonly shopperId: string;
}
