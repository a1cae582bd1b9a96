import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIP } from '../datasets/data-set.js';
import type { TrainingPair } from '../datasets/training-pair.js';
import { MOST_PSNR } from '../metrics/signal-to-noise.js';
import { runCycleProtocol } from './cycle-protocol.js';
import { StudentRunner } from './student-runner.js';
import { pastingStudent } from './testing/pasting-student.js';
import type { TryOnPictures } from './try-on-pictures.js';

const [HEIGHT, WIDTH] = [16, 12];
const PLANE = HEIGHT * WIDTH;

/** A grey person in a garment of one colour that covers the rows from 4 to its hem. */
function pair(id: string, colour: number, hem: number, label: number = LIP.upperClothes): TrainingPair {
  const isWorn = (i: number): boolean => i % PLANE >= 4 * WIDTH && i % PLANE < hem * WIDTH;
  const planes = (cloth: number, rest: number): Uint8Array =>
    Uint8Array.from({ length: 3 * PLANE }, (_, i) => (isWorn(i) ? cloth : rest));
  return {
    id,
    garmentId: `${id} cloth`,
    height: HEIGHT,
    width: WIDTH,
    photo: planes(colour, 128),
    garment: planes(colour, 255),
    garmentMask: planes(255, 0).subarray(0, PLANE),
    labels: planes(label, LIP.background).subarray(0, PLANE),
    bodyParts: new Uint8Array(PLANE),
    keypoints: new Float32Array(54),
  };
}

/** The second garment is longer, so that it shows below the first when that is put back on. */
const PAIRS = [pair('short', 20, 8), pair('long', 230, 12), pair('skirt', 90, 8, LIP.skirt)];
const SOURCE = { length: PAIRS.length, read: (index: number): TrainingPair => PAIRS[index]! };

describe('runCycleProtocol', () => {
  let student: StudentRunner;
  beforeAll(async () => {
    student = await StudentRunner.open(pastingStudent(HEIGHT, WIDTH), { threads: 1 });
  });
  afterAll(() => student.close());

  it('should compare the own garment put back on with the photo', async () => {
    const { pairs } = await runCycleProtocol(student, SOURCE, { others: [1, 0, 0] });

    expect(pairs.map(({ id }) => id)).toEqual(['short', 'long', 'skirt']);
    // Four rows of the long garment are left over: (230 − 128) ÷ 255 on a quarter of the picture.
    expect(pairs[0]!.l1).toBeCloseTo((4 / 16) * (102 / 255), 5);
    expect(pairs[0]!.ssim).toBeLessThan(0.9);
    expect(pairs[1]).toMatchObject({ l1: 0, psnr: MOST_PSNR });
    expect(pairs[1]!.ssim).toBeCloseTo(1, 6);
  });

  it('should compare where the garment is shown with the labels of upper clothes', async () => {
    const { pairs, iou } = await runCycleProtocol(student, SOURCE, { others: [1, 0, 0] });

    expect(pairs.map((one) => one.iou)).toEqual([1, 1, 0]);
    expect(iou).toMatchObject({ mean: 2 / 3, count: 3 });
  });

  it('should show the try-on of the other garment', async () => {
    const shown: TryOnPictures[] = [];

    await runCycleProtocol(student, SOURCE, { others: [1, 0, 0], limit: 1, show: (one) => shown.push(one) });

    expect(shown.map(({ label }) => label)).toEqual(['short long cloth']);
    expect(shown[0]!.tryOn[11 * WIDTH]).toBeCloseTo(230 / 127.5 - 1, 5);
    expect(shown[0]!.photo[11 * WIDTH]).toBeCloseTo(128 / 127.5 - 1, 5);
  });
});
