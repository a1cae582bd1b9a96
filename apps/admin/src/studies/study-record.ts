import type { Proportion } from '../data/records.js';

/** Which of two networks' pictures people take for more real. */
export interface Study {
  readonly id: string;
  readonly name: string;
  readonly state: 'PREPARING' | 'OPEN' | 'CLOSED' | 'FAILED';
  readonly modelA: string;
  readonly modelB: string;
  readonly pairs: number;
  readonly pairsReady: number;
  readonly pairsFailed: number;
  readonly pairsPerRater: number;
  readonly checksPerRater: number;
  readonly maxRaters: number;
  readonly raters: number;
  readonly votes: number;
  readonly raterUrl: string | null;
  readonly failure: string | null;
  readonly expiresAt: string;
}

/** What the raters have said so far. */
export interface StudyResult {
  readonly preferenceForB: Proportion | null;
  readonly pValue: number | null;
  readonly agreement: number | null;
  readonly left: Proportion | null;
  readonly ratersCounted: number;
  readonly ratersExcluded: number;
  readonly votesExcluded: number;
  readonly raters: readonly {
    readonly raterId: string;
    readonly votes: number;
    readonly checksPassed: number;
    readonly checksFailed: number;
    readonly excluded: boolean;
    readonly agreement: number | null;
  }[];
}

const SHARE = '{ share low high count total }';

export const STUDY_RESULT = `query ($id: ID!) { realismStudyResult(id: $id) {
  preferenceForB ${SHARE} pValue agreement left ${SHARE} ratersCounted ratersExcluded votesExcluded
  raters { raterId votes checksPassed checksFailed excluded agreement } } }`;

/** Whether the study still changes by itself. */
export function isOpenStudy(state: string): boolean {
  return state === 'PREPARING' || state === 'OPEN';
}
