import { describe, expect, it } from 'vitest';
import { RENDERS } from '../benchmarks/true-unpaired.js';
import { VITON_CYCLE } from '../benchmarks/viton.js';
import { leaksByCard, leakWarnings } from './leaks.js';

const card = (...names: string[]): { trainingData: { name: string; terms: string }[] } => ({
  trainingData: names.map((name) => ({ name, terms: 'CC0' })),
});

describe('leaksByCard', () => {
  it('should name the items of people that the card says were trained on', () => {
    const report = leaksByCard(RENDERS, card('Tryflow renders, people p01, p05 (910 pairs)'), [
      'p03_g01_g02',
      'p05_g01_g02',
    ]);

    expect(report).toMatchObject({ checked: 'card', ids: ['p05_g01_g02'] });
    expect(leakWarnings(report, RENDERS, 2)[0]).toMatch(/LEAK: 1 of 2 items .*by the model’s card/);
  });

  it('should be content when none of the people was trained on', () => {
    const report = leaksByCard(RENDERS, card('Tryflow renders, people p01'), ['p03_g01_g02']);

    expect(report).toMatchObject({ checked: 'card', ids: [] });
    expect(leakWarnings(report, RENDERS, 1)).toEqual([]);
  });

  it('should take all renders for leaked when the card names no people', () => {
    const report = leaksByCard(RENDERS, card('renders'), ['p03_g01_g02']);

    expect(report.ids).toEqual(['p03_g01_g02']);
  });

  it('should ask for the training data when the card names photographs of the same data set', () => {
    const report = leaksByCard(VITON_CYCLE, card('VITON train', 'VITON-HD train'), ['000001_0']);

    expect(report).toMatchObject({ checked: 'card', trainingData: ['VITON train'], ids: [] });
    expect(leakWarnings(report, VITON_CYCLE, 1)[0]).toMatch(/--train/);
  });

  it('should say nothing when the card names nothing of the kind', () => {
    const report = leaksByCard(VITON_CYCLE, card('VITON-HD train'), ['000001_0']);

    expect(report.checked).toBe('nothing');
    expect(leakWarnings(report, VITON_CYCLE, 1)).toEqual([]);
  });
});
