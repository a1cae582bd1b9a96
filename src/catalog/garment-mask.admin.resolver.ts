import { Args, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import type {
  CreateGarmentMaskUploadInput,
  CreateGarmentMaskUploadResult,
  DiscardGarmentMaskResult,
} from '../api/admin-api.types.js';
import { selects } from '../api/selects.js';
import { GarmentMaskService } from './garment-mask.service.js';
import { GarmentMaskUpload } from './garment-mask.upload.js';
import { garmentNotFound, GarmentViews } from './garment.view.js';

@Resolver()
export class GarmentMaskAdminResolver {
  constructor(
    private readonly masks: GarmentMaskService,
    private readonly uploads: GarmentMaskUpload,
    private readonly views: GarmentViews,
  ) {}

  @Mutation('createGarmentMaskUpload')
  @Allow('EDITOR')
  async createUpload(
    @Ctx() ctx: RequestContext,
    @Args('input') { garmentId }: CreateGarmentMaskUploadInput,
  ): Promise<CreateGarmentMaskUploadResult> {
    const grant = await this.uploads.grant(ctx, garmentId);
    if (grant === 'NOT_FOUND') return garmentNotFound();
    if (grant !== 'NOT_READY') return { __typename: 'Upload', ...grant };
    const message = 'Only a garment that has a picture can have a mask; upload a picture first.';
    return { __typename: 'NotReady', errorCode: 'NOT_READY', message };
  }

  @Mutation('discardGarmentMask')
  @Allow('EDITOR')
  async discard(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DiscardGarmentMaskResult> {
    const garment = await this.masks.discard(ctx, id);
    return garment === 'NOT_FOUND'
      ? garmentNotFound()
      : this.views.oneOfAdmin(garment, selects(info, 'pictures'));
  }
}
