import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import type {
  CancelPrewarmResult,
  Prewarm,
  PrewarmList,
  PrewarmListOptions,
  PrewarmTryOnsInput,
  PrewarmTryOnsResult,
} from '../api/admin-api.types.js';
import { readPage } from '../api/page.js';
import { PrewarmService } from './prewarm.service.js';

@Resolver()
export class PrewarmAdminResolver {
  constructor(private readonly prewarms: PrewarmService) {}

  @Query('prewarm')
  @Allow('VIEWER')
  find(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<Prewarm | null> {
    return this.prewarms.find(ctx, id);
  }

  @Query('prewarms')
  @Allow('VIEWER')
  async list(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: PrewarmListOptions,
  ): Promise<PrewarmList> {
    const [items, totalItems] = await this.prewarms.list(ctx, readPage(options));
    return { items, totalItems };
  }

  @Mutation('prewarmTryOns')
  @Allow('EDITOR')
  async start(
    @Ctx() ctx: RequestContext,
    @Args('input') input: PrewarmTryOnsInput,
  ): Promise<PrewarmTryOnsResult> {
    const result = await this.prewarms.start(ctx, {
      garmentIds: input.garmentIds ?? undefined,
      samplePersonIds: input.samplePersonIds ?? undefined,
      maxTryOns: input.budget?.maxTryOns ?? undefined,
      maxSeconds: input.budget?.maxSeconds ?? undefined,
    });
    return 'field' in result
      ? { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result }
      : { __typename: 'Prewarm', ...result };
  }

  @Mutation('cancelPrewarm')
  @Allow('EDITOR')
  async cancel(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<CancelPrewarmResult> {
    const result = await this.prewarms.cancel(ctx, id);
    switch (result) {
      case 'NOT_FOUND':
        return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such pre-warming.' };
      case 'ENDED':
        return {
          __typename: 'NotReady',
          errorCode: 'NOT_READY',
          message: 'The pre-warming has ended already.',
        };
      default:
        return { __typename: 'Prewarm', ...result };
    }
  }
}
