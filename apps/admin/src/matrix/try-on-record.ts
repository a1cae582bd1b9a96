import type { Picture } from '../data/records.js';

/** A try-on of a sample person. */
export interface TryOnRecord {
  readonly id: string;
  readonly state: string;
  readonly garmentId: string;
  readonly personPhotoId: string;
  readonly picture: Picture | null;
  readonly confidence: Readonly<Record<ConfidencePart, number | null>> | null;
  readonly receipt: { readonly modelId: string; readonly executionProvider: string } | null;
  readonly timings: { readonly totalMs: number } | null;
}

/** What the confidence consists of, the whole first; docs/confidence.md explains each. */
export const CONFIDENCE_PARTS = [
  'score',
  'maskAgreement',
  'flowRegularity',
  'coverage',
  'photoConsistency',
  'personFamiliarity',
] as const;

export type ConfidencePart = (typeof CONFIDENCE_PARTS)[number];

/** Fields to ask for of a try-on. */
export const TRY_ON = `id state garmentId personPhotoId picture { url width height }
  confidence { ${CONFIDENCE_PARTS.join(' ')} } receipt { modelId executionProvider } timings { totalMs }`;
