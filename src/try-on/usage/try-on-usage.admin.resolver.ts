import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.decorator.js';
import { Ctx } from '../../access/ctx.decorator.js';
import type { RequestContext } from '../../access/request-context.js';
import type { TryOnUsage } from '../../api/admin-api.types.js';
import { badInput } from '../../api/bad-input.js';
import { TryOnUsageService } from './try-on-usage.service.js';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

@Resolver()
export class TryOnUsageAdminResolver {
  constructor(private readonly service: TryOnUsageService) {}

  @Query('tryOnUsage')
  @Allow('VIEWER')
  async usage(@Ctx() ctx: RequestContext, @Args('days') days?: number | null): Promise<TryOnUsage> {
    const wanted = days ?? DEFAULT_DAYS;
    if (wanted < 1 || wanted > MAX_DAYS) throw badInput(`days must be 1 to ${MAX_DAYS}.`);
    return this.service.usage(ctx, wanted);
  }
}
