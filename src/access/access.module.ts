import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyService } from './api-key.service.js';
import { Channel } from './channel.entity.js';
import { ChannelService } from './channel.service.js';
import { ShopperTokenService } from './shopper-token.service.js';

/** Channels, keys, shopper tokens and the guard that asks for them. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Channel, ApiKey])],
  providers: [
    AccessService,
    ApiKeyService,
    ChannelService,
    ShopperTokenService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessService, ApiKeyService, ChannelService, ShopperTokenService],
})
export class AccessModule {}
