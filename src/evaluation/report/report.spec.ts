import { describe, expect, it } from 'vitest';
import { DataSetError } from '../../neural/datasets/data-set.js';
import type { EvaluationResult } from '../runs/evaluation-result.js';
import type { ItemRecord } from '../runs/item-log.js';
import type { ItemLook } from '../runs/measured-models.js';
import type { EvaluationRecord } from '../runs/run-record.js';
import { summariseItems } from '../runs/summarise-items.js';
import { badgeOf } from './badge.js';
import { drawReport } from './report.js';

const SIZE = { height: 16, width: 12 };
const PLANE = SIZE.height * SIZE.width;
const CODE = { tryflow: '1', digest: 'c', node: 'v20', onnxruntime: '1', platform: 'test' };
const MODEL = { id: 'student', version: '1.0.0', digest: 'd', ...SIZE };

const ITEMS: ItemRecord[] = [
  { id: 'a<1>', figures: { ssim: 0.5, l1: 0.2 } },
  { id: 'b', figures: { ssim: 0.7, l1: 0.1 } },
  { id: 'c', problem: 'c.jpg: <missing>' },
];

const RESULT: EvaluationResult = {
  version: 1,
  fingerprint: 'f',
  benchmark: { id: 'synthetic', title: 'Drawn', protocol: 'true-unpaired', compared: 'This & that.' },
  model: MODEL,
  data: { name: 'drawn pairs', digest: 'seed', pairs: 3 },
  size: SIZE,
  items: 2,
  problems: [{ id: 'c', problem: 'c.jpg: <missing>' }],
  warnings: ['Beware <of> this'],
  figures: summariseItems(ITEMS),
  groups: [],
  published: [],
  leaks: { checked: 'nothing', trainingData: [], ids: [], matches: [] },
  code: CODE,
};
const RECORD: EvaluationRecord = {
  version: 1,
  fingerprint: 'f',
  benchmark: 'synthetic',
  model: MODEL,
  data: { ...RESULT.data },
  options: { size: 'frame', threads: 1 },
  code: CODE,
  starts: [{ at: '2024-01-01T00:00:00.000Z' }, { at: '2024-01-01T00:01:00.000Z', seconds: 2, items: 1 }],
};

function look(): Promise<ItemLook> {
  const planes = new Float32Array(3 * PLANE);
  const maps = {
    ...SIZE,
    person: planes,
    garmentMask: new Float32Array(PLANE),
    flow: new Float32Array(2 * PLANE),
    flowHeight: SIZE.height,
    flowWidth: SIZE.width,
    composition: new Float32Array(PLANE).fill(1),
    rendered: planes,
    preservation: new Float32Array(PLANE),
    tryOn: planes,
  };
  return Promise.resolve({
    size: SIZE,
    item: { figures: {}, photo: planes, garment: planes, tryOn: planes, truth: planes, maps },
  });
}

describe('drawReport', () => {
  it('should hold everything in one file and escape what it tells', async () => {
    const html = await drawReport({ result: RESULT, items: ITEMS, record: RECORD, picture: look });

    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    expect(html).toContain('a&lt;1&gt;');
    expect(html).toContain('Beware &lt;of&gt; this');
    expect(html).toContain('c.jpg: &lt;missing&gt;');
    expect(html).toContain('This &amp; that.');
    expect(html.match(/<img /g)).toHaveLength(2 * 5);
    expect(html).toContain('0.600');
    expect(html).toContain('1 of them did not end by themselves');
  });

  it('should say so when pictures can no longer be read', async () => {
    const gone = () => Promise.reject(new DataSetError('gone'));

    const html = await drawReport({ result: RESULT, items: ITEMS, record: RECORD, picture: gone });

    expect(html).toContain('can no longer be read');
  });
});

describe('badgeOf', () => {
  it('should show the first figure with its margin', () => {
    expect(badgeOf(RESULT)).toEqual({
      schemaVersion: 1,
      label: 'Drawn: student',
      message: 'SSIM 0.600 ± 0.100',
      color: 'blue',
    });
  });

  it('should be grey and say so when items are leaked', () => {
    const leaks = { ...RESULT.leaks, checked: 'contents' as const, ids: ['b'] };

    expect(badgeOf({ ...RESULT, leaks })).toMatchObject({
      color: 'lightgrey',
      message: 'SSIM 0.600 ± 0.100, leaked items',
    });
  });

  it('should be an error when nothing was measured', () => {
    expect(badgeOf({ ...RESULT, figures: [] })).toMatchObject({ isError: true, message: 'not measured' });
  });
});
