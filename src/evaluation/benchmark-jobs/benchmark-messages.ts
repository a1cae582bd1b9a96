import type { EvaluationProgress, EvaluationRequest } from '../runs/evaluation-request.js';
import type { EvaluationResult, FigureComparison } from '../runs/evaluation-result.js';
import type { ItemRecord } from '../runs/item-log.js';

/** What a benchmark thread is started for. */
export type BenchmarkTask =
  | { readonly kind: 'EVALUATE'; readonly request: Omit<EvaluationRequest, 'signal' | 'onProgress'> }
  | {
      readonly kind: 'COMPARE';
      readonly first: readonly ItemRecord[];
      readonly second: readonly ItemRecord[];
    };

/** What a benchmark thread says. */
export type BenchmarkMessage =
  | { readonly kind: 'PROGRESS'; readonly progress: EvaluationProgress }
  | { readonly kind: 'EVALUATED'; readonly result: EvaluationResult }
  | { readonly kind: 'COMPARED'; readonly figures: readonly FigureComparison[] }
  /** `expected`: the message tells the operator what to do; anything else is a fault of ours. */
  | { readonly kind: 'FAILED'; readonly expected: boolean; readonly name: string; readonly message: string };
