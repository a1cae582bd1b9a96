import { nominalAgreement } from '../statistics/nominal-agreement.js';
import { preferenceTest } from '../statistics/preference-test.js';
import { type ProportionEstimate, wilsonInterval } from '../statistics/wilson-interval.js';
import type { StudyVote } from './study-vote.entity.js';

/** What the figures need of a vote. */
export type CountedVote = Pick<StudyVote, 'raterId' | 'pairId' | 'side' | 'choice'>;

/** How one rater did. */
export interface RaterFigures {
  readonly raterId: string;
  /** Attention checks not counted. */
  readonly votes: number;
  readonly checksPassed: number;
  readonly checksFailed: number;
  readonly excluded: boolean;
  /** Share of the other counted raters' votes on the same pairs that say the same, 0…1; null without any. */
  readonly agreement: number | null;
}

/** What a study says. */
export interface StudyFigures {
  /** Null without votes that count. */
  readonly preferenceForB: ProportionEstimate | null;
  /** See `preferenceTest`. */
  readonly pValue: number | null;
  /** See `nominalAgreement`. */
  readonly agreement: number | null;
  readonly left: ProportionEstimate | null;
  readonly ratersCounted: number;
  readonly ratersExcluded: number;
  readonly votesExcluded: number;
  readonly raters: readonly RaterFigures[];
}

/** Counts of one pair's votes: for model A, for model B. */
type Tally = [number, number];

/**
 * Figures over all votes but those of raters who failed an attention check. Raters without a vote on a pair are listed,
 * and counted on neither side.
 */
export function studyFigures(votes: readonly CountedVote[]): StudyFigures {
  const byRater = new Map<string, CountedVote[]>();
  for (const vote of votes) byRater.set(vote.raterId, [...(byRater.get(vote.raterId) ?? []), vote]);
  const excluded = new Set(votes.filter(({ choice }) => choice === 'SPOILED').map(({ raterId }) => raterId));
  const counted = votes.filter((vote) => isPreference(vote) && !excluded.has(vote.raterId));
  const tallies = tallyByPair(counted);
  const forB = counted.filter(({ choice }) => choice === 'B').length;
  const raters = [...byRater].map(([raterId, own]) => ({
    raterId,
    votes: own.filter(isPreference).length,
    checksPassed: own.filter(({ choice }) => choice === 'SOUND').length,
    checksFailed: own.filter(({ choice }) => choice === 'SPOILED').length,
    excluded: excluded.has(raterId),
    agreement: agreementOf(own.filter(isPreference), tallies, excluded.has(raterId)),
  }));
  return {
    preferenceForB: wilsonInterval(forB, counted.length),
    pValue: preferenceTest(forB, counted.length),
    agreement: nominalAgreement([...tallies.values()]),
    left: wilsonInterval(counted.filter(({ side }) => side === 'LEFT').length, counted.length),
    ratersCounted: raters.filter((rater) => !rater.excluded && rater.votes > 0).length,
    ratersExcluded: excluded.size,
    votesExcluded: votes.filter((vote) => isPreference(vote) && excluded.has(vote.raterId)).length,
    raters,
  };
}

function isPreference({ choice }: CountedVote): boolean {
  return choice === 'A' || choice === 'B';
}

function tallyByPair(votes: readonly CountedVote[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { pairId, choice } of votes) {
    if (pairId === null) continue;
    const tally = tallies.get(pairId) ?? [0, 0];
    tally[choice === 'A' ? 0 : 1]++;
    tallies.set(pairId, tally);
  }
  return tallies;
}

/** @param excluded whether the tallies lack the rater's own votes already */
function agreementOf(
  own: readonly CountedVote[],
  tallies: ReadonlyMap<string, Tally>,
  excluded: boolean,
): number | null {
  let [same, others] = [0, 0];
  for (const { pairId, choice } of own) {
    const [a, b] = (pairId !== null && tallies.get(pairId)) || [0, 0];
    const self = excluded || a + b === 0 ? 0 : 1;
    same += (choice === 'A' ? a : b) - self;
    others += a + b - self;
  }
  return others === 0 ? null : same / others;
}
