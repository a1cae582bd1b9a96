import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.decorator.js';
import { Ctx } from '../../access/ctx.decorator.js';
import type { RequestContext } from '../../access/request-context.js';
import type {
  CancelCatalogEvaluationResult,
  CatalogEvaluation as CatalogEvaluationView,
  CatalogEvaluationList,
  CatalogEvaluationListOptions,
  DeleteCatalogEvaluationResult,
  NotFound,
  StartCatalogEvaluationInput,
  StartCatalogEvaluationResult,
} from '../../api/admin-api.types.js';
import { readPage } from '../../api/page.js';
import { CatalogEvaluationService } from './catalog-evaluation.service.js';
import { toCatalogEvaluation } from './catalog-evaluation.view.js';

@Resolver()
export class CatalogEvaluationAdminResolver {
  constructor(private readonly evaluations: CatalogEvaluationService) {}

  @Query('catalogEvaluation')
  @Allow('VIEWER')
  async find(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<CatalogEvaluationView | null> {
    const evaluation = await this.evaluations.find(ctx, id);
    return evaluation && toCatalogEvaluation(evaluation);
  }

  @Query('catalogEvaluations')
  @Allow('VIEWER')
  async list(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: CatalogEvaluationListOptions,
  ): Promise<CatalogEvaluationList> {
    const [items, totalItems] = await this.evaluations.list(ctx, readPage(options));
    return { items: items.map(toCatalogEvaluation), totalItems };
  }

  @Mutation('startCatalogEvaluation')
  @Allow('EDITOR')
  async start(
    @Ctx() ctx: RequestContext,
    @Args('input') input: StartCatalogEvaluationInput,
  ): Promise<StartCatalogEvaluationResult> {
    const result = await this.evaluations.start(ctx, {
      garmentIds: input.garmentIds ?? undefined,
      samplePersonIds: input.samplePersonIds ?? undefined,
      modelId: input.modelId ?? undefined,
      maxPairs: input.maxPairs ?? undefined,
    });
    if ('field' in result) return { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result };
    if ('refused' in result) {
      return { __typename: 'ModelRefused', errorCode: 'MODEL_REFUSED', message: result.refused };
    }
    return { __typename: 'CatalogEvaluation', ...toCatalogEvaluation(result) };
  }

  @Mutation('cancelCatalogEvaluation')
  @Allow('EDITOR')
  async cancel(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<CancelCatalogEvaluationResult> {
    const result = await this.evaluations.cancel(ctx, id);
    if (result === 'NOT_FOUND') return notFound();
    if (result === 'ENDED') {
      return { __typename: 'NotReady', errorCode: 'NOT_READY', message: 'The evaluation has ended already.' };
    }
    return { __typename: 'CatalogEvaluation', ...toCatalogEvaluation(result) };
  }

  @Mutation('deleteCatalogEvaluation')
  @Allow('EDITOR')
  async delete(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<DeleteCatalogEvaluationResult> {
    return (await this.evaluations.delete(ctx, id)) ? { __typename: 'Deleted', id } : notFound();
  }
}

function notFound(): NotFound {
  return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such evaluation.' };
}
