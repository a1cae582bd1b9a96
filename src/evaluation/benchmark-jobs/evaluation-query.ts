import type { EvaluationState } from '../../api/admin-api.types.js';
import type { Page } from '../../api/page.js';

/** Fields that a list can be sorted by. */
export type EvaluationSortField = 'createdAt' | 'finishedAt' | 'benchmark';

/** Which runs of a channel, in which order, which of them; conditions are joined by AND. */
export interface EvaluationQuery extends Page {
  readonly sort: { readonly field: EvaluationSortField; readonly order: 'ASC' | 'DESC' };
  readonly benchmark?: readonly string[];
  readonly modelId?: string;
  readonly state?: readonly EvaluationState[];
}
