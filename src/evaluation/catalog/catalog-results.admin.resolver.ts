import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.decorator.js';
import { Ctx } from '../../access/ctx.decorator.js';
import type { RequestContext } from '../../access/request-context.js';
import type {
  CalibrateThresholdInput,
  CalibrateThresholdResult,
  CatalogReport,
  EvaluatedPair as EvaluatedPairView,
  EvaluatedPairList,
  EvaluatedPairListOptions,
  MarkEvaluatedPairInput,
  MarkEvaluatedPairResult,
} from '../../api/admin-api.types.js';
import { readPage } from '../../api/page.js';
import { toCatalogEvaluation } from './catalog-evaluation.view.js';
import { CatalogResultsService, type JudgedPair } from './catalog-results.service.js';
import { EvaluatedPictures } from './evaluated-pictures.js';
import { pairReasons } from './pair-reasons.js';

@Resolver()
export class CatalogResultsAdminResolver {
  constructor(
    private readonly results: CatalogResultsService,
    private readonly pictures: EvaluatedPictures,
  ) {}

  @Query('catalogReport')
  @Allow('VIEWER')
  async report(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<CatalogReport | null> {
    const report = await this.results.report(ctx, id);
    if (!report) return null;
    const { garments, shown, abstained, withheld, failed, categories } = report.figures;
    return {
      evaluation: toCatalogEvaluation(report.evaluation),
      garments,
      shown,
      abstained,
      withheld,
      failed,
      categories: [...categories],
      worst: report.worst.map((judged) => this.toView(judged)),
    };
  }

  @Query('evaluatedPairs')
  @Allow('VIEWER')
  async pairs(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
    @Args('options') options?: EvaluatedPairListOptions,
  ): Promise<EvaluatedPairList> {
    const { sort, filter } = options ?? {};
    const field = sort?.score && !sort.position ? 'score' : 'position';
    const [items, totalItems] = await this.results.listPairs(ctx, id, {
      ...readPage(options),
      sort: { field, order: sort?.[field] ?? 'ASC' },
      state: filter?.state ?? undefined,
      category: filter?.category ?? undefined,
      marked: filter?.marked ?? undefined,
    });
    return { items: items.map((judged) => this.toView(judged)), totalItems };
  }

  @Mutation('markEvaluatedPair')
  @Allow('EDITOR')
  async mark(
    @Ctx() ctx: RequestContext,
    @Args('input') { id, verdict }: MarkEvaluatedPairInput,
  ): Promise<MarkEvaluatedPairResult> {
    const result = await this.results.mark(ctx, id, verdict ?? null);
    switch (result) {
      case 'NOT_FOUND':
        return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such pair.' };
      case 'NOT_READY': {
        const message = 'Only a pair that was computed can be judged.';
        return { __typename: 'NotReady', errorCode: 'NOT_READY', message };
      }
      default:
        return { __typename: 'EvaluatedPair', ...this.toView(result) };
    }
  }

  @Query('calibrateThreshold')
  @Allow('VIEWER')
  async calibrate(
    @Ctx() ctx: RequestContext,
    @Args('input') { evaluationId, wantedBadRate }: CalibrateThresholdInput,
  ): Promise<CalibrateThresholdResult> {
    const outcome = await this.results.calibrate(ctx, evaluationId, wantedBadRate);
    if (outcome === 'NOT_FOUND') {
      return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such evaluation.' };
    }
    if ('field' in outcome) return { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...outcome };
    switch (outcome.kind) {
      case 'CALIBRATED': {
        const { curve, ...calibration } = outcome.calibration;
        return { __typename: 'Calibration', ...calibration, curve: [...curve] };
      }
      case 'TOO_FEW_MARKS': {
        const { given, needed } = outcome;
        const message = `${given} results are marked; mark ${needed - given} more, from the top of the list.`;
        return { __typename: 'TooFewMarks', errorCode: 'TOO_FEW_MARKS', message, given, needed };
      }
      case 'UNREACHABLE':
        return {
          __typename: 'BadRateUnreachable',
          errorCode: 'BAD_RATE_UNREACHABLE',
          message: 'No threshold reaches this bad rate; the best that one reaches is in lowest.',
          lowest: outcome.lowest,
        };
    }
  }

  private toView({ pair, verdict }: JudgedPair): EvaluatedPairView {
    const { id, position, garmentId, sku, category, personPhotoId: samplePersonId, state, confidence } = pair;
    const picture = this.pictures.sign(pair);
    const reasons = pairReasons(pair);
    return {
      id,
      position,
      garmentId,
      sku,
      category,
      samplePersonId,
      state,
      picture,
      confidence,
      reasons,
      verdict,
    };
  }
}
