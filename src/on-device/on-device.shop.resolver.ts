import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import { ChannelService } from '../access/channel.service.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext, ShopperContext } from '../access/request-context.js';
import { badInput } from '../api/bad-input.js';
import type { DeviceModel, ReportDeviceTryOnInput, ReportDeviceTryOnResult } from '../api/shop-api.types.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import { DeviceModelService } from './device-model.service.js';
import { DeviceTryOnService } from './device-try-on.service.js';

/** Longest try-on that is believed, in milliseconds. */
const MAX_DURATION_MS = 600_000;

@Resolver()
export class OnDeviceShopResolver {
  constructor(
    private readonly channels: ChannelService,
    private readonly models: DeviceModelService,
    private readonly tryOns: DeviceTryOnService,
    private readonly signedUrls: SignedUrlService,
  ) {}

  @Query('deviceModel')
  @Allow('SHOP')
  async deviceModel(@Ctx() { channel }: RequestContext): Promise<DeviceModel | null> {
    if (channel.tryOnMode === 'SERVER') return null;
    const { card, digest, parts } = await this.models.active();
    return {
      id: card.id,
      version: card.version,
      digest,
      licence: card.licence,
      byteLength: parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
      frameWidth: card.frame.width,
      frameHeight: card.frame.height,
      parts: parts.map(({ kind, sha256, bytes }) => {
        const { url, expiresAt: urlExpiresAt } = this.signedUrls.deviceModel(sha256);
        return { kind, sha256, byteLength: bytes.byteLength, url, urlExpiresAt };
      }),
      confidenceThreshold: this.channels.confidenceThreshold(channel),
    };
  }

  @Mutation('reportDeviceTryOn')
  @Allow('SHOPPER')
  async report(
    @Ctx() ctx: ShopperContext,
    @Args('input') input: ReportDeviceTryOnInput,
  ): Promise<ReportDeviceTryOnResult> {
    const { garmentId, durationMs } = input;
    if (durationMs < 0 || durationMs > MAX_DURATION_MS) {
      throw badInput(`durationMs must be 0 to ${MAX_DURATION_MS}.`);
    }
    const outcome = await this.tryOns.report(ctx, input);
    switch (outcome) {
      case 'REPORTED':
        return { __typename: 'DeviceTryOnReported', garmentId };
      case 'GARMENT_NOT_FOUND': {
        const message = 'There is no such garment to try on in this shop.';
        return { __typename: 'GarmentNotFound', errorCode: outcome, message };
      }
      case 'DEVICE_MODE_OFF': {
        const message = 'This shop computes try-ons on the server; see Shop.tryOnMode.';
        return { __typename: 'DeviceModeOff', errorCode: outcome, message };
      }
    }
  }
}
