import type { RequestContext, ShopperContext } from '../access/request-context.js';

/** Whose photo it is: a shopper of a channel, or the channel itself. */
export type PersonOwner =
  | { readonly kind: 'SHOPPER'; readonly channelId: string; readonly shopperId: string }
  | { readonly kind: 'CHANNEL'; readonly channelId: string };

export function shopperOf({ channel, shopperId }: ShopperContext): PersonOwner {
  return { kind: 'SHOPPER', channelId: channel.id, shopperId };
}

export function channelOf({ channel }: RequestContext): PersonOwner {
  return { kind: 'CHANNEL', channelId: channel.id };
}
