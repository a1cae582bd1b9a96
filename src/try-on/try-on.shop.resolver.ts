import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { ShopperContext } from '../access/request-context.js';
import { badInput } from '../api/bad-input.js';
import { readPage } from '../api/page.js';
import type {
  TryOn,
  TryOnInput,
  TryOnList,
  TryOnListOptions,
  TryOnOutputInput,
  TryOnResult,
} from '../api/shop-api.types.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import { DEFAULT_OUTPUT, type TryOnOutputOptions } from './try-on-key.js';
import { TryOnService } from './try-on.service.js';
import { toShopTryOn, toTryOnResult } from './try-on.view.js';

/** Smallest longest side of a result, in pixels: the network's own frame. */
const MIN_SIDE = 128;

@Resolver()
export class TryOnShopResolver {
  constructor(
    private readonly tryOns: TryOnService,
    private readonly urls: SignedUrlService,
  ) {}

  @Mutation('tryOn')
  @Allow('SHOPPER')
  async tryOn(@Ctx() ctx: ShopperContext, @Args('input') input: TryOnInput): Promise<TryOnResult> {
    const { garmentId, personPhotoId } = input;
    const outcome = await this.tryOns.tryOn(ctx, {
      garmentId,
      personPhotoId,
      output: readOutput(input.output),
    });
    return toTryOnResult(outcome, this.urls);
  }

  @Query('tryOn')
  @Allow('SHOPPER')
  async findTryOn(@Ctx() ctx: ShopperContext, @Args('id') id: string): Promise<TryOn | null> {
    const tryOn = await this.tryOns.find(ctx, id);
    return tryOn && toShopTryOn(tryOn, this.urls);
  }

  @Query('tryOns')
  @Allow('SHOPPER')
  async listTryOns(
    @Ctx() ctx: ShopperContext,
    @Args('options') options?: TryOnListOptions,
  ): Promise<TryOnList> {
    const owner = { channelId: ctx.channel.id, shopperId: ctx.shopperId };
    const [items, totalItems] = await this.tryOns.list(owner, options?.filter ?? {}, readPage(options));
    return { items: items.map((tryOn) => toShopTryOn(tryOn, this.urls)), totalItems };
  }
}

function readOutput(output: TryOnOutputInput | null | undefined): TryOnOutputOptions {
  const format = output?.format ?? DEFAULT_OUTPUT.format;
  const quality = output?.quality ?? DEFAULT_OUTPUT.quality;
  const maxSide = output?.maxSide ?? undefined;
  if (quality < 1 || quality > 100) throw badInput('output.quality must be 1 to 100.');
  if (maxSide !== undefined && maxSide < MIN_SIDE)
    throw badInput(`output.maxSide must be ${MIN_SIDE} or more.`);
  return { format, quality, maxSide };
}
