import type { Confidence, JobState, Picture, Proportion } from '../data/records.js';

/** An evaluation of the shop itself: its garments on its sample people. */
export interface ShopEvaluation {
  readonly id: string;
  readonly state: JobState;
  readonly modelId: string;
  /** Confidence below which a result counts as withheld. */
  readonly threshold: number;
  readonly pairs: number;
  readonly done: number;
  readonly failure: string | null;
}

export interface EvaluatedPair {
  readonly id: string;
  readonly sku: string;
  readonly state: string;
  readonly picture: Picture | null;
  readonly confidence: Confidence | null;
  readonly reasons: readonly string[];
  readonly verdict: 'GOOD' | 'BAD' | null;
}

export interface ShopReport {
  readonly garments: Proportion | null;
  readonly shown: Proportion | null;
  readonly abstained: Proportion | null;
  readonly withheld: number;
  readonly failed: number;
  readonly categories: readonly {
    readonly category: string;
    readonly garments: Proportion | null;
    readonly shown: Proportion | null;
    readonly abstained: Proportion | null;
  }[];
}

const PROPORTION = '{ share low high count total }';

/** Fields to ask for of a pair. */
export const PAIR = 'id sku state picture { url width height } confidence { score } reasons verdict';

export const SHOP_REPORT = `query ($id: ID!) { catalogReport(id: $id) {
  garments ${PROPORTION} shown ${PROPORTION} abstained ${PROPORTION} withheld failed
  categories { category garments ${PROPORTION} shown ${PROPORTION} abstained ${PROPORTION} } } }`;
