import { describe, expect, it } from 'vitest';
import type { EvaluationResult } from '../../evaluation/runs/evaluation-result.js';
import { tellResult } from './tell-result.js';

const MODEL = { id: 'student', version: '1.0.0', digest: 'd', height: 128, width: 96 };
const RESULT: EvaluationResult = {
  version: 1,
  fingerprint: 'f',
  benchmark: {
    id: 'viton-paired',
    title: 'VITON, paired',
    protocol: 'paired',
    compared: 'Result with photo.',
  },
  model: MODEL,
  against: { ...MODEL, id: 'other' },
  data: { name: 'viton', digest: 'd', pairs: 30 },
  size: { height: 128, width: 96 },
  items: 5,
  problems: Array.from({ length: 25 }, (_, i) => ({ id: `p${i}`, problem: 'missing' })),
  warnings: ['A PAIRED TEST FLATTERS'],
  figures: [
    { metric: 'l1', label: 'L1', better: 'lower', digits: 4, mean: 0.05, low: 0.04, high: 0.06, count: 5 },
  ],
  groups: [],
  published: [
    {
      id: 'x',
      method: 'PF-AFN',
      data: 'VITON test',
      protocol: 'paired',
      pairs: '2,032',
      size: '256×192',
      colours: 'not stated',
      metric: 'SSIM',
      figure: 0.87,
      source: 'listing',
      comparable: false,
      remarks: ['not measured'],
    },
  ],
  leaks: { checked: 'nothing', trainingData: [], ids: [], matches: [] },
  comparison: [
    {
      metric: 'l1',
      label: 'L1',
      better: 'lower',
      digits: 4,
      model: 0.05,
      against: 0.06,
      difference: -0.01,
      low: null,
      high: null,
      count: 5,
      pValue: 0.0001,
      wilcoxonP: 0.03,
      effectSize: -1.2,
      winShare: 0.8,
    },
  ],
  code: { tryflow: '1', digest: 'c', node: 'v20', onnxruntime: '1', platform: 'test' },
};

describe('tellResult', () => {
  const text = tellResult(RESULT, 'runs/a').join('\n');

  it('should tell warnings, figures with intervals and what was published', () => {
    expect(text).toMatch(/WARNING: A PAIRED TEST FLATTERS/);
    expect(text).toMatch(/L1 +0\.0500 +\[0\.0400, 0\.0600\] \(5 items\)/);
    expect(text).toMatch(/SSIM +– +published 0\.87: PF-AFN, VITON test, paired \(not measured\)/);
    expect(text).toContain('runs/a/report.html');
  });

  it('should tell how two models differ', () => {
    expect(text).toMatch(/student − other\n {2}L1: −0\.01000 , p < 0\.001, d −1\.20, better on 80 % of 5/);
  });

  it('should count the problems that it does not name', () => {
    expect(text).toMatch(/25 items could not be measured[^]*p19: missing\n {2}and 5 more: result\.json/);
  });
});
