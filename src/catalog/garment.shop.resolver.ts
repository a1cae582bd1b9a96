import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import { readPage } from '../api/page.js';
import { selects } from '../api/selects.js';
import type { Garment, GarmentList, GarmentListOptions } from '../api/shop-api.types.js';
import type { Garment as StoredGarment } from './garment.entity.js';
import { readGarmentQuery } from './garment-query.js';
import { GarmentService } from './garment.service.js';
import { GarmentViews } from './garment.view.js';

@Resolver()
export class GarmentShopResolver {
  constructor(
    private readonly garments: GarmentService,
    private readonly views: GarmentViews,
  ) {}

  @Query('garment')
  @Allow('SHOP')
  async find(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Garment | null> {
    return this.view(await this.garments.find(ctx, id), info);
  }

  @Query('garmentBySku')
  @Allow('SHOP')
  async findBySku(
    @Ctx() ctx: RequestContext,
    @Args('sku') sku: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Garment | null> {
    return this.view(await this.garments.findBySku(ctx, sku), info);
  }

  @Query('garments')
  @Allow('SHOP')
  async list(
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args('options') options?: GarmentListOptions,
  ): Promise<GarmentList> {
    const query = readGarmentQuery(readPage(options), options);
    const [garments, totalItems] = await Promise.all([
      selects(info, 'items') ? this.garments.list(ctx, query) : [],
      selects(info, 'totalItems') ? this.garments.count(ctx, query.conditions) : 0,
    ]);
    return { items: await this.views.ofShop(garments, selects(info, 'items', 'picture')), totalItems };
  }

  private async view(found: StoredGarment | null, info: GraphQLResolveInfo): Promise<Garment | null> {
    const [view] = await this.views.ofShop(found ? [found] : [], selects(info, 'picture'));
    return view ?? null;
  }
}
