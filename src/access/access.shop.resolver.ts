import { Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Shop, ShopperSession } from '../api/shop-api.types.js';
import { Config } from '../config/config.js';
import { Allow } from './allow.decorator.js';
import { Ctx } from './ctx.decorator.js';
import type { RequestContext } from './request-context.js';
import { ShopperTokenService } from './shopper-token.service.js';

@Resolver()
export class ShopAccessResolver {
  constructor(
    private readonly config: Config,
    private readonly shopperTokens: ShopperTokenService,
  ) {}

  @Query('shop')
  @Allow('SHOP')
  shop(@Ctx() { channel }: RequestContext): Shop {
    return {
      name: channel.name,
      consentVersion: channel.consentVersion,
      personPhotoLifetimeSeconds: this.config.personPhotoSeconds,
      tryOnLifetimeSeconds: this.config.tryOnSeconds,
      maxUploadBytes: this.config.maxUploadBytes,
      maxPhotoSide: this.config.maxPersonSide,
      tryOnMode: channel.tryOnMode,
    };
  }

  @Mutation('createShopperSession')
  @Allow('SHOP')
  createShopperSession(@Ctx() { channel }: RequestContext): Promise<ShopperSession> {
    return this.shopperTokens.issue(channel.id);
  }
}
