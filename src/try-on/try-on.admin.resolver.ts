import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import type {
  PurgeTryOnCacheInput,
  PurgeTryOnCacheReport,
  TryOn,
  TryOnList,
  TryOnListOptions,
} from '../api/admin-api.types.js';
import { readPage } from '../api/page.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import { TryOnService } from './try-on.service.js';
import { toAdminTryOn } from './try-on.view.js';

@Resolver()
export class TryOnAdminResolver {
  constructor(
    private readonly tryOns: TryOnService,
    private readonly urls: SignedUrlService,
  ) {}

  @Query('tryOn')
  @Allow('VIEWER')
  async findTryOn(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<TryOn | null> {
    const tryOn = await this.tryOns.findInChannel(ctx, id);
    return tryOn && toAdminTryOn(tryOn, this.urls);
  }

  @Query('tryOns')
  @Allow('VIEWER')
  async listTryOns(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: TryOnListOptions,
  ): Promise<TryOnList> {
    const owner = { channelId: ctx.channel.id };
    const [items, totalItems] = await this.tryOns.list(owner, options?.filter ?? {}, readPage(options));
    return { items: items.map((tryOn) => toAdminTryOn(tryOn, this.urls)), totalItems };
  }

  @Mutation('purgeTryOnCache')
  @Allow('OWNER')
  async purge(
    @Ctx() ctx: RequestContext,
    @Args('input') input: PurgeTryOnCacheInput,
  ): Promise<PurgeTryOnCacheReport> {
    const filter = {
      garmentId: input.garmentId ?? undefined,
      personPhotoId: input.personPhotoId ?? undefined,
    };
    return { tryOnsDeleted: await this.tryOns.purge(ctx, filter) };
  }
}
