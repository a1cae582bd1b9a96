import { createHash } from 'node:crypto';
import { Random } from '../../neural/random.js';

/** What a picture of a question is: a model's, or in an attention check model A's as it is and damaged. */
export type Shown = 'A' | 'B' | 'SOUND' | 'SPOILED';

/** Two pictures side by side. */
export interface Question {
  readonly pairId: string;
  readonly left: Shown;
  readonly right: Shown;
}

/** How a rater's questions are drawn. */
export interface QuestionPlan {
  readonly seed: number;
  readonly raterId: string;
  /** All pairs with pictures, in the study's order. */
  readonly pairIds: readonly string[];
  /** Pairs that one rater sees; all when there are fewer. */
  readonly pairsPerRater: number;
  /** Attention checks besides. */
  readonly checks: number;
}

/**
 * The questions of one rater, always the same for the same plan: pairs at random and in random order, model A left in
 * half of them (one more or less when they are odd), and attention checks, half of them with the sound picture left, one
 * in each equal part of the way and never as the first question.
 */
export function drawQuestions({ seed, raterId, pairIds, pairsPerRater, checks }: QuestionPlan): Question[] {
  const random = new Random(createHash('sha256').update(`${seed}:${raterId}`).digest().readInt32BE());
  const drawn = shuffle(pairIds, random).slice(0, pairsPerRater);
  const sides = balancedSides(drawn.length, random);
  const questions = drawn.map((pairId, i): Question =>
    sides[i] ? { pairId, left: 'A', right: 'B' } : { pairId, left: 'B', right: 'A' },
  );
  const checkSides = balancedSides(checks, random);
  const checked = shuffle(pairIds, random);
  // From the last part to the first, so that a check does not move the places of those before it.
  for (let part = checks - 1; part >= 0; part--) {
    const from = Math.floor((part * drawn.length) / checks);
    const to = Math.floor(((part + 1) * drawn.length) / checks);
    const pairId = checked[part % checked.length];
    if (pairId === undefined) break;
    const sound = checkSides[part];
    const check: Question = { pairId, left: sound ? 'SOUND' : 'SPOILED', right: sound ? 'SPOILED' : 'SOUND' };
    questions.splice(from + 1 + random.integer(Math.max(1, to - from)), 0, check);
  }
  return questions;
}

/** Whether a question is an attention check. */
export function isCheck({ left }: Question): boolean {
  return left === 'SOUND' || left === 'SPOILED';
}

/** As many true as false, in random order; the odd one falls by chance. */
function balancedSides(count: number, random: Random): boolean[] {
  const odd = random.integer(2);
  return shuffle(
    Array.from({ length: count }, (_, i) => (i + odd) % 2 === 0),
    random,
  );
}

/** Fisher and Yates. */
function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}
