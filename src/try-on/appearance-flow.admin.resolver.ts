import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import type { AppearanceFlowResult } from '../api/admin-api.types.js';
import { GarmentViews } from '../catalog/garment.view.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import { AppearanceFlowService } from './appearance-flow.service.js';
import { toAppearanceFlowFailure, toAppearanceFlowView } from './appearance-flow.view.js';

@Resolver()
export class AppearanceFlowAdminResolver {
  constructor(
    private readonly flows: AppearanceFlowService,
    private readonly garments: GarmentViews,
    private readonly urls: SignedUrlService,
  ) {}

  @Query('appearanceFlow')
  @Allow('EDITOR')
  async find(
    @Ctx() ctx: RequestContext,
    @Args('garmentId') garmentId: string,
    @Args('samplePersonId') samplePersonId: string,
  ): Promise<AppearanceFlowResult> {
    const outcome = await this.flows.find(ctx, garmentId, samplePersonId);
    if (outcome.kind !== 'FOUND') return toAppearanceFlowFailure(outcome);
    const { cutout } = await this.garments.oneOfAdmin(outcome.garment, false);
    return cutout
      ? toAppearanceFlowView(outcome, cutout, this.urls)
      : toAppearanceFlowFailure({ kind: 'GARMENT_NOT_READY' });
  }
}
