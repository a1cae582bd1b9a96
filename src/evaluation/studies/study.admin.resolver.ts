import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.decorator.js';
import { Ctx } from '../../access/ctx.decorator.js';
import type { RequestContext } from '../../access/request-context.js';
import type {
  CloseRealismStudyResult,
  CreateRealismStudyInput,
  CreateRealismStudyResult,
  DeleteRealismStudyResult,
  NotFound,
  RealismStudy,
  RealismStudyList,
  RealismStudyListOptions,
  RealismStudyResult,
} from '../../api/admin-api.types.js';
import { readPage } from '../../api/page.js';
import { type StudyState, StudyService } from './study.service.js';

@Resolver()
export class StudyAdminResolver {
  constructor(private readonly studies: StudyService) {}

  @Query('realismStudy')
  @Allow('VIEWER')
  async find(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<RealismStudy | null> {
    const state = await this.studies.find(ctx, id);
    return state && toView(state);
  }

  @Query('realismStudies')
  @Allow('VIEWER')
  async list(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: RealismStudyListOptions,
  ): Promise<RealismStudyList> {
    const [states, totalItems] = await this.studies.list(ctx, readPage(options));
    return { items: states.map(toView), totalItems };
  }

  @Query('realismStudyResult')
  @Allow('VIEWER')
  async result(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<RealismStudyResult | null> {
    const figures = await this.studies.figures(ctx, id);
    if (!figures) return null;
    const { state, raters, ...rest } = figures;
    return { study: toView(state), raters: [...raters], ...rest };
  }

  @Mutation('createRealismStudy')
  @Allow('EDITOR')
  async create(
    @Ctx() ctx: RequestContext,
    @Args('input') input: CreateRealismStudyInput,
  ): Promise<CreateRealismStudyResult> {
    const result = await this.studies.create(ctx, {
      ...input,
      pairsPerRater: input.pairsPerRater ?? undefined,
      checksPerRater: input.checksPerRater ?? undefined,
      maxRaters: input.maxRaters ?? undefined,
      days: input.days ?? undefined,
    });
    if ('field' in result) return { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result };
    if ('refused' in result) {
      return { __typename: 'ModelRefused', errorCode: 'MODEL_REFUSED', message: result.refused };
    }
    return { __typename: 'RealismStudy', ...toView(result) };
  }

  @Mutation('closeRealismStudy')
  @Allow('EDITOR')
  async close(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<CloseRealismStudyResult> {
    const result = await this.studies.close(ctx, id);
    if (result === 'NOT_FOUND') return notFound();
    if (result === 'ENDED') {
      return { __typename: 'NotReady', errorCode: 'NOT_READY', message: 'The study has ended already.' };
    }
    return { __typename: 'RealismStudy', ...toView(result) };
  }

  @Mutation('deleteRealismStudy')
  @Allow('EDITOR')
  async delete(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<DeleteRealismStudyResult> {
    return (await this.studies.delete(ctx, id)) ? { __typename: 'Deleted', id } : notFound();
  }
}

function toView({ study, counts, raterUrl }: StudyState): RealismStudy {
  const { id, name, state, modelA, modelB, pairs, pairsPerRater, checksPerRater, maxRaters } = study;
  const { failure, createdAt, expiresAt, closedAt } = study;
  return {
    id,
    name,
    state,
    modelA,
    modelB,
    pairs,
    ...counts,
    pairsPerRater,
    checksPerRater,
    maxRaters,
    raterUrl,
    failure,
    createdAt,
    expiresAt,
    closedAt,
  };
}

function notFound(): NotFound {
  return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such study.' };
}
