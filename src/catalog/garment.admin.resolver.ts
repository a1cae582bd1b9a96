import { Args, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import type {
  ArchiveGarmentResult,
  CreateGarmentInput,
  CreateGarmentPictureUploadInput,
  CreateGarmentPictureUploadResult,
  CreateGarmentResult,
  Garment as GarmentView,
  GarmentList,
  GarmentListOptions,
  PrepareGarmentResult,
  RestoreGarmentResult,
  SkuTaken,
  UpdateGarmentInput,
  UpdateGarmentResult,
} from '../api/admin-api.types.js';
import { readPage } from '../api/page.js';
import { selects } from '../api/selects.js';
import type { Garment } from './garment.entity.js';
import { GarmentPictureUpload } from './garment-picture.upload.js';
import { readGarmentQuery } from './garment-query.js';
import { GarmentService } from './garment.service.js';
import { garmentNotFound, GarmentViews } from './garment.view.js';

@Resolver()
export class GarmentAdminResolver {
  constructor(
    private readonly garments: GarmentService,
    private readonly uploads: GarmentPictureUpload,
    private readonly views: GarmentViews,
  ) {}

  @Query('garment')
  @Allow('VIEWER')
  async find(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GarmentView | null> {
    const garment = await this.garments.find(ctx, id);
    return garment && this.view(garment, info);
  }

  @Query('garmentBySku')
  @Allow('VIEWER')
  async findBySku(
    @Ctx() ctx: RequestContext,
    @Args('sku') sku: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GarmentView | null> {
    const garment = await this.garments.findBySku(ctx, sku);
    return garment && this.view(garment, info);
  }

  @Query('garments')
  @Allow('VIEWER')
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
    return { items: await this.views.ofAdmin(garments, selects(info, 'items', 'pictures')), totalItems };
  }

  @Mutation('createGarment')
  @Allow('EDITOR')
  async create(
    @Ctx() ctx: RequestContext,
    @Args('input') input: CreateGarmentInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreateGarmentResult> {
    const result = await this.garments.create(ctx, input);
    if (result === 'SKU_TAKEN') return skuTaken();
    if ('field' in result) return { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result };
    return this.view(result, info);
  }

  @Mutation('updateGarment')
  @Allow('EDITOR')
  async update(
    @Ctx() ctx: RequestContext,
    @Args('input') { id, ...change }: UpdateGarmentInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdateGarmentResult> {
    const result = await this.garments.update(ctx, id, change);
    if (result === 'NOT_FOUND') return garmentNotFound();
    if (result === 'SKU_TAKEN') return skuTaken();
    if ('field' in result) return { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result };
    return this.view(result, info);
  }

  @Mutation('archiveGarment')
  @Allow('EDITOR')
  async archive(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ArchiveGarmentResult> {
    const result = await this.garments.archive(ctx, id);
    return result === 'NOT_FOUND' ? garmentNotFound() : this.view(result, info);
  }

  @Mutation('restoreGarment')
  @Allow('EDITOR')
  async restore(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RestoreGarmentResult> {
    const result = await this.garments.restore(ctx, id);
    return result === 'NOT_FOUND' ? garmentNotFound() : this.view(result, info);
  }

  @Mutation('prepareGarment')
  @Allow('EDITOR')
  async prepare(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PrepareGarmentResult> {
    const result = await this.garments.prepare(ctx, id);
    if (result === 'NOT_FOUND') return garmentNotFound();
    if (result !== 'NOT_READY') return this.view(result, info);
    const message = 'Only a garment that has a picture and is not archived can be prepared.';
    return { __typename: 'NotReady', errorCode: 'NOT_READY', message };
  }

  @Mutation('createGarmentPictureUpload')
  @Allow('EDITOR')
  async createPictureUpload(
    @Ctx() ctx: RequestContext,
    @Args('input') { garmentId, primary }: CreateGarmentPictureUploadInput,
  ): Promise<CreateGarmentPictureUploadResult> {
    const grant = await this.uploads.grant(ctx, garmentId, { primary: primary ?? true });
    return grant === 'NOT_FOUND' ? garmentNotFound() : { __typename: 'Upload', ...grant };
  }

  private view(garment: Garment, info: GraphQLResolveInfo): Promise<GarmentView> {
    return this.views.oneOfAdmin(garment, selects(info, 'pictures'));
  }
}

function skuTaken(): SkuTaken {
  const message = 'Another garment of this channel has this sku; update that one or choose another sku.';
  return { __typename: 'SkuTaken', errorCode: 'SKU_TAKEN', message };
}
