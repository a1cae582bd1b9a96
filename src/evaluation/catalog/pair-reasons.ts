import type { Confidence } from '../../neural/confidence/confidence.js';
import type { EvaluatedPair } from './evaluated-pair.entity.js';

/** What a term of the confidence that is not full says, in the merchant's words. */
const TERMS: Readonly<Record<Exclude<keyof Confidence, 'score'>, string>> = {
  maskAgreement: 'The garment was bent to one place and painted in another, in part.',
  flowRegularity: 'The garment is folded over or torn, in part.',
  coverage: 'The garment appears rather small, large, cut off or off the body.',
  photoConsistency: 'The network changed much of the photo, or hardly found the person in it.',
  personFamiliarity:
    'The photo is unlike those that the model was trained on: no person, or not upright, or too far away.',
};

const FAILURES: Readonly<Record<string, string>> = {
  GARMENT_NOT_READY: 'The garment was not ready any more.',
  PERSON_NOT_READY: 'The sample person was not ready any more.',
  PICTURE_GONE: 'A picture was deleted meanwhile.',
};

/** Why the confidence is not full, the weightiest term first with its value; or why the pair failed. */
export function pairReasons({
  confidence,
  failureCode,
}: Pick<EvaluatedPair, 'confidence' | 'failureCode'>): string[] {
  if (failureCode !== null) return [FAILURES[failureCode] ?? `A picture could not be used (${failureCode}).`];
  if (!confidence) return [];
  return (Object.keys(TERMS) as (keyof typeof TERMS)[])
    .map((term) => ({ term, value: confidence[term] ?? 1 }))
    .filter(({ value }) => value < 1)
    .sort((a, b) => a.value - b.value)
    .map(({ term, value }) => `${TERMS[term]} (${term} ${value.toFixed(2)})`);
}
