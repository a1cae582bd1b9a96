import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.decorator.js';
import { Ctx } from '../../access/ctx.decorator.js';
import type { RequestContext } from '../../access/request-context.js';
import type {
  Benchmark,
  CancelEvaluationResult,
  CompareEvaluationsResult,
  Evaluation as EvaluationView,
  EvaluationList,
  EvaluationListOptions,
  EvaluationSort,
  NotFound,
  StartEvaluationInput,
  StartEvaluationResult,
} from '../../api/admin-api.types.js';
import { readPage } from '../../api/page.js';
import { SignedUrlService } from '../../transfer/signed-url.service.js';
import { BENCHMARKS } from '../benchmarks/benchmark-list.js';
import type { EvaluationSortField } from './evaluation-query.js';
import { EvaluationService } from './evaluation.service.js';
import { toBenchmark, toComparison, toEvaluation } from './evaluation.view.js';

const SORT_FIELDS: readonly EvaluationSortField[] = ['createdAt', 'finishedAt', 'benchmark'];

@Resolver()
export class EvaluationAdminResolver {
  constructor(
    private readonly evaluations: EvaluationService,
    private readonly urls: SignedUrlService,
  ) {}

  @Query('benchmarks')
  @Allow('VIEWER')
  benchmarks(): Benchmark[] {
    return BENCHMARKS.map(toBenchmark);
  }

  @Query('evaluationDataSets')
  @Allow('OWNER')
  dataSets(): Promise<string[]> {
    return this.evaluations.dataSets();
  }

  @Query('evaluation')
  @Allow('VIEWER')
  async find(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<EvaluationView | null> {
    const evaluation = await this.evaluations.find(ctx, id);
    return evaluation && toEvaluation(evaluation, this.urls);
  }

  @Query('evaluations')
  @Allow('VIEWER')
  async list(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: EvaluationListOptions,
  ): Promise<EvaluationList> {
    const { filter } = options ?? {};
    const [items, totalItems] = await this.evaluations.list(ctx, {
      ...readPage(options),
      sort: readSort(options?.sort),
      benchmark: filter?.benchmark ?? undefined,
      modelId: filter?.modelId ?? undefined,
      state: filter?.state ?? undefined,
    });
    return { items: items.map((evaluation) => toEvaluation(evaluation, this.urls)), totalItems };
  }

  @Query('compareEvaluations')
  @Allow('VIEWER')
  async compare(
    @Ctx() ctx: RequestContext,
    @Args('a') a: string,
    @Args('b') b: string,
  ): Promise<CompareEvaluationsResult> {
    const result = await this.evaluations.compare(ctx, a, b);
    if (result === 'NOT_FOUND') return notFound();
    if (result === 'NOT_READY') {
      const message = 'Both evaluations must have completed.';
      return { __typename: 'NotReady', errorCode: 'NOT_READY', message };
    }
    if ('field' in result) return { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result };
    return {
      __typename: 'EvaluationComparison',
      a: toEvaluation(result.a, this.urls),
      b: toEvaluation(result.b, this.urls),
      items: Math.max(0, ...result.figures.map(({ count }) => count)),
      figures: result.figures.map(toComparison),
    };
  }

  @Mutation('startEvaluation')
  @Allow('OWNER')
  async start(
    @Ctx() ctx: RequestContext,
    @Args('input') input: StartEvaluationInput,
  ): Promise<StartEvaluationResult> {
    const result = await this.evaluations.start(ctx, {
      benchmark: input.benchmark,
      modelId: input.modelId,
      againstModelId: input.againstModelId ?? undefined,
      dataSet: input.dataSet ?? undefined,
      limit: input.limit ?? undefined,
    });
    if ('field' in result) return { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result };
    if ('refused' in result) {
      return { __typename: 'ModelRefused', errorCode: 'MODEL_REFUSED', message: result.refused };
    }
    return { __typename: 'Evaluation', ...toEvaluation(result, this.urls) };
  }

  @Mutation('cancelEvaluation')
  @Allow('OWNER')
  async cancel(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<CancelEvaluationResult> {
    const result = await this.evaluations.cancel(ctx, id);
    if (result === 'NOT_FOUND') return notFound();
    if (result === 'ENDED') {
      return { __typename: 'NotReady', errorCode: 'NOT_READY', message: 'The evaluation has ended already.' };
    }
    return { __typename: 'Evaluation', ...toEvaluation(result, this.urls) };
  }
}

function readSort(sort?: EvaluationSort | null): { field: EvaluationSortField; order: 'ASC' | 'DESC' } {
  const field = SORT_FIELDS.find((known) => sort?.[known]) ?? 'createdAt';
  return { field, order: sort?.[field] ?? 'DESC' };
}

function notFound(): NotFound {
  return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such evaluation.' };
}
