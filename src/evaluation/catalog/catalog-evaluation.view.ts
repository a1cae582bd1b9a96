import type { CatalogEvaluation as CatalogEvaluationView } from '../../api/admin-api.types.js';
import type { CatalogEvaluation } from './catalog-evaluation.entity.js';

/** An evaluation as the admin API shows it. */
export function toCatalogEvaluation(evaluation: CatalogEvaluation): CatalogEvaluationView {
  const { id, state, modelId, modelDigest, threshold, pairs, done, failure, createdAt, finishedAt } =
    evaluation;
  const secondsLeft =
    state === 'RUNNING' && done > 0 ? (evaluation.computeSeconds / done) * (pairs - done) : null;
  return {
    id,
    state,
    modelId,
    modelDigest,
    threshold,
    pairs,
    done,
    secondsLeft,
    failure,
    createdAt,
    finishedAt,
  };
}
