import type {
  Benchmark as BenchmarkView,
  Evaluation as EvaluationView,
  EvaluationFigure,
  EvaluationResult as EvaluationResultView,
  FigureComparison as FigureComparisonView,
} from '../../api/admin-api.types.js';
import type { SignedUrlService } from '../../transfer/signed-url.service.js';
import type { Benchmark } from '../benchmarks/benchmark.js';
import type { EvaluationResult, Figure, FigureComparison } from '../runs/evaluation-result.js';
import type { Evaluation } from './evaluation.entity.js';

const MAX_PROBLEMS = 200;

export function toBenchmark({
  id,
  title,
  protocol,
  compared,
  source,
  layout,
  published,
}: Benchmark): BenchmarkView {
  return {
    id,
    title,
    protocol,
    compared,
    needsData: source.kind !== 'synthetic',
    layout,
    published: published.map(({ method, data, size, metric, figure, unit, source: from }) => ({
      method,
      data,
      size,
      metric,
      figure,
      unit,
      source: from,
      remarks: [],
    })),
  };
}

/** A run as the admin API shows it. */
export function toEvaluation(evaluation: Evaluation, urls: SignedUrlService): EvaluationView {
  const {
    id,
    benchmark,
    modelId,
    modelDigest,
    againstModelId,
    dataSet,
    itemLimit: limit,
    state,
  } = evaluation;
  const { done, total, problems, result, failure, createdAt, startedAt, finishedAt } = evaluation;
  return {
    id,
    benchmark,
    modelId,
    modelDigest,
    againstModelId,
    dataSet,
    limit,
    state,
    progress: {
      done,
      total,
      share: total === 0 ? 0 : done / total,
      problems,
      secondsLeft: secondsLeft(evaluation),
    },
    result: result && toResult(result),
    reportUrl: evaluation.reportBlob ? urls.report(id).url : null,
    failure,
    createdAt,
    startedAt,
    finishedAt,
  };
}

/** @param compared of the model that is `b` against the one that is `a` */
export function toComparison(compared: FigureComparison): FigureComparisonView {
  const { metric, label, better, model, against, difference: mean, low, high, count } = compared;
  const { pValue, effectSize, winShare } = compared;
  return {
    metric,
    label,
    better,
    a: against,
    b: model,
    difference: { mean, low, high, count },
    pValue,
    effectSize,
    winShare,
  };
}

function toResult(result: EvaluationResult): EvaluationResultView {
  return {
    compared: result.benchmark.compared,
    items: result.items,
    figures: result.figures.map(toFigure),
    groups: result.groups.map(({ name, figures }) => ({ name, figures: figures.map(toFigure) })),
    warnings: [...result.warnings],
    problems: result.problems.slice(0, MAX_PROBLEMS).map(({ id, problem }) => ({ id, problem })),
    problemCount: result.problems.length,
    published: result.published.map(
      ({ method, data, size, metric, figure, unit, source, measured, comparable, remarks }) => ({
        method,
        data,
        size,
        metric,
        figure,
        unit,
        source,
        measured,
        comparable,
        remarks: [...remarks],
      }),
    ),
    comparison: (result.comparison ?? []).map(toComparison),
  };
}

function toFigure(figure: Figure): EvaluationFigure {
  const { metric, label, better, unit, digits, mean, low, high, count, features } = figure;
  return { metric, label, better, unit, digits, mean, low, high, count, features };
}

function secondsLeft({ state, done, total, resumedFrom, resumedAt }: Evaluation): number | null {
  if (state !== 'RUNNING' || !resumedAt || done <= resumedFrom) return null;
  const seconds = (Date.now() - resumedAt.getTime()) / 1000;
  return (seconds / (done - resumedFrom)) * (total - done);
}
