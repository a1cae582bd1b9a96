import type { JobState } from '../data/records.js';

/** One benchmark run. */
export interface Evaluation {
  readonly id: string;
  readonly benchmark: string;
  readonly modelId: string;
  readonly againstModelId: string | null;
  readonly dataSet: string | null;
  readonly state: JobState;
  readonly failure: string | null;
  readonly createdAt: string;
  readonly progress: { readonly done: number; readonly total: number; readonly secondsLeft: number | null };
  /** Present when one run is asked for and it is completed. */
  readonly result?: EvaluationResult | null;
  readonly reportUrl?: string | null;
}

export interface Figure {
  readonly metric: string;
  readonly label: string;
  readonly better: string;
  readonly unit: string | null;
  readonly digits: number;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly count: number;
}

export interface FigureComparison {
  readonly metric: string;
  readonly label: string;
  readonly a: number;
  readonly b: number;
  readonly pValue: number | null;
  readonly winShare: number | null;
  readonly difference: { readonly mean: number; readonly low: number | null; readonly high: number | null };
}

export interface PublishedFigure {
  readonly method: string;
  readonly data: string;
  readonly size: string;
  readonly metric: string;
  readonly figure: number;
  readonly unit: string | null;
  readonly source: string;
  readonly measured: number | null;
  readonly comparable: boolean | null;
  readonly remarks: readonly string[];
}

interface EvaluationResult {
  readonly compared: string;
  readonly items: number;
  readonly figures: readonly Figure[];
  readonly groups: readonly { readonly name: string; readonly figures: readonly Figure[] }[];
  readonly warnings: readonly string[];
  readonly problemCount: number;
  readonly problems: readonly { readonly id: string; readonly problem: string }[];
  readonly published: readonly PublishedFigure[];
  readonly comparison: readonly FigureComparison[];
}
