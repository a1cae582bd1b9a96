import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSetError } from '../datasets/data-set.js';
import { MOST_PSNR } from '../metrics/signal-to-noise.js';
import { RenderSet } from './render-set.js';
import { StudentRunner } from './student-runner.js';
import { drawRenders, DRAWN_GARMENTS, DRAWN_HEIGHT, DRAWN_WIDTH } from './testing/drawn-renders.js';
import { pastingStudent } from './testing/pasting-student.js';
import type { TryOnPictures } from './try-on-pictures.js';
import { runUnpairedProtocol } from './unpaired-protocol.js';
import type { UnpairedReport } from './unpaired-report.js';

describe('runUnpairedProtocol', () => {
  let folder: string;
  let renders: RenderSet;
  let student: StudentRunner;
  let report: UnpairedReport;
  const find = (person: string, from: string, to: string): UnpairedReport['tryOns'][number] | undefined =>
    report.tryOns.find((one) => one.person === person && one.from === from && one.to === to);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'renders-'));
    await drawRenders(folder);
    renders = await RenderSet.open(folder, DRAWN_HEIGHT, DRAWN_WIDTH);
    student = await StudentRunner.open(pastingStudent(DRAWN_HEIGHT, DRAWN_WIDTH), { threads: 1 });
    report = await runUnpairedProtocol(student, renders);
  });
  afterAll(async () => {
    await student.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('should try each garment on from each other one when nothing else is asked for', () => {
    expect(report.tryOns).toHaveLength(2 * 3 * 2);
    expect(report.ssim.count).toBe(12);
  });

  it('should find nothing wrong when the longer garment covers the shorter one', () => {
    const tryOn = find('dark', 'short', 'long');

    expect(tryOn).toMatchObject({ l1: 0, psnr: MOST_PSNR, iou: 1, skin: undefined });
    expect(tryOn!.ssim).toBeCloseTo(1, 6);
  });

  it('should see the old garment where skin belongs when it is not repainted', () => {
    const { skin, l1, unchanged } = find('dark', 'long', 'short')!;
    const drawn = { cloth: DRAWN_GARMENTS.long.colour, skin: [70, 45, 35] };

    // 24 of 36 columns and 16 of 48 rows show cloth in place of skin.
    const each = drawn.cloth.map((value, i) => Math.abs(value - drawn.skin[i]!) / 255);
    expect(l1).toBeCloseTo((((24 * 16) / (36 * 48)) * each.reduce((sum, value) => sum + value)) / 3, 4);
    expect(skin!.toTruth).toBeGreaterThan(20);
    expect(skin!.toVisible).toBeCloseTo(skin!.toTruth, 6);
    expect(skin!.toVisibleInTruth).toBeCloseTo(0, 6);
    expect(skin!.lightnessOverTruth).toBeGreaterThan(10);
    expect(unchanged.iou).toBeCloseTo(14 / 30, 6);
    expect(unchanged.l1).toBeGreaterThan(l1);
  });

  it('should measure the flow against the true one', () => {
    expect(find('fair', 'short', 'long')!.endPointError).toBeCloseTo(2, 3);
  });

  it('should report skin by the tone of the people', () => {
    expect(Object.keys(report.skin)).toEqual(['very light', 'dark']);
    expect(report.skin.dark!.lightnessOverTruth.mean).toBeGreaterThan(0);
    expect(report.skin['very light']!.lightnessOverTruth.mean).toBeLessThan(0);
    expect(report.skin.dark!.toTruth.count).toBe(3);
  });

  it('should look at the named people and at one picture for each garment when asked to', async () => {
    const shown: TryOnPictures[] = [];

    const { tryOns } = await runUnpairedProtocol(student, renders, {
      people: ['fair'],
      from: 'one',
      show: (one) => shown.push(one),
    });

    expect(tryOns.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'short long',
      'middle short',
      'long middle',
    ]);
    expect(shown.map(({ label }) => label)).toEqual([
      'fair short → long',
      'fair middle → short',
      'fair long → middle',
    ]);
    expect(shown[0]!.tryOn).toEqual(shown[0]!.truth);
  });

  it('should name the file when a person is unknown', async () => {
    const asked = runUnpairedProtocol(student, renders, { people: ['nobody'] });

    await expect(asked).rejects.toThrow(DataSetError);
    await expect(asked).rejects.toThrow(/nobody_long\.jpg/);
  });

  it('should name the manifest when the folder has none', async () => {
    await expect(RenderSet.open(join(folder, 'cross'), 8, 6)).rejects.toThrow(/manifest\.json/);
  });
});
