import { describe, expect, it } from 'vitest';
import { pairReasons } from './pair-reasons.js';

describe('pairReasons', () => {
  it('should name the terms that are not full, the lowest first', () => {
    const confidence = {
      score: 0.3,
      maskAgreement: 0.9,
      flowRegularity: 1,
      coverage: 0.3,
      photoConsistency: 1,
    };

    const reasons = pairReasons({ confidence, failureCode: null });

    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toMatch(/rather small.*\(coverage 0\.30\)/);
    expect(reasons[1]).toMatch(/maskAgreement 0\.90/);
  });

  it('should name the familiarity of the photo when the model tells it', () => {
    const confidence = {
      score: 0.4,
      maskAgreement: 1,
      flowRegularity: 1,
      coverage: 1,
      photoConsistency: 1,
      personFamiliarity: 0.4,
    };

    expect(pairReasons({ confidence, failureCode: null })).toEqual([
      expect.stringContaining('personFamiliarity 0.40'),
    ]);
  });

  it('should say why a pair failed', () => {
    expect(pairReasons({ confidence: null, failureCode: 'GARMENT_NOT_READY' })).toEqual([
      'The garment was not ready any more.',
    ]);
    expect(pairReasons({ confidence: null, failureCode: 'BROKEN' })[0]).toContain('BROKEN');
  });

  it('should have none for a full confidence or a pair that waits', () => {
    const confidence = { score: 1, maskAgreement: 1, flowRegularity: 1, coverage: 1, photoConsistency: 1 };

    expect(pairReasons({ confidence, failureCode: null })).toEqual([]);
    expect(pairReasons({ confidence: null, failureCode: null })).toEqual([]);
  });
});
