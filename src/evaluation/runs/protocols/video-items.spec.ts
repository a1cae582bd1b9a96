import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { PairFiles } from '../../../neural/datasets/data-set.js';
import { DataSetError } from '../../../neural/datasets/data-set.js';
import type { Student } from '../../../neural/validation/student.js';
import { StudentRunner } from '../../../neural/validation/student-runner.js';
import { pastingStudent } from '../../../neural/validation/testing/pasting-student.js';
import { PictureMeasures } from '../picture-measures.js';
import { VideoItems } from './video-items.js';

const [HEIGHT, WIDTH] = [48, 36];

/** A frame of smooth waves, moved by some pixels, as a PNG. */
async function waves(shift: number): Promise<Uint8Array> {
  const pixels = Uint8Array.from({ length: 3 * HEIGHT * WIDTH }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % WIDTH, Math.floor(i / 3 / WIDTH)];
    return 128 + 50 * Math.sin((x - shift) / 4) + 40 * Math.cos(y / 5);
  });
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
}

/** A garment of one colour on white. */
function garment(): Promise<Uint8Array> {
  const cloth = { width: 20, height: 28, channels: 3 as const, background: '#204080' };
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#ffffff' } })
    .composite([{ input: { create: cloth }, left: 8, top: 10 }])
    .png()
    .toBuffer();
}

describe('VideoItems', () => {
  let runner: StudentRunner;
  let items: VideoItems;
  let asked = 0;

  beforeAll(async () => {
    runner = await StudentRunner.open(pastingStudent(HEIGHT, WIDTH), { threads: 1 });
    const cloth = await garment();
    const frame = async (id: string, shift: number | undefined): Promise<PairFiles> => {
      const bytes = shift === undefined ? undefined : await waves(shift);
      const read = () =>
        bytes ? Promise.resolve(bytes) : Promise.reject(new DataSetError(`${id}: the file is missing.`));
      return {
        id,
        garmentId: 'cloth',
        category: 'upper',
        photo: { path: `${id}.png`, read },
        garment: { path: 'cloth.png', read: () => Promise.resolve(cloth) },
      };
    };
    const pairs = [
      await frame('test/a/1', 0),
      await frame('test/a/2', 1),
      await frame('test/b/1', 5),
      await frame('test/b/2', undefined),
      await frame('test/b/3', 7),
    ];
    const measures = await PictureMeasures.open(HEIGHT, WIDTH);
    items = new VideoItems({ pairs, height: HEIGHT, width: WIDTH }, measures);
  });
  afterAll(async () => {
    await items.close();
    await runner.close();
  });

  const student = (): Student => ({
    height: HEIGHT,
    width: WIDTH,
    tryOn: (...given) => {
      asked++;
      return runner.tryOn(...given);
    },
  });

  it('should compare each frame with the one before in the same video', async () => {
    asked = 0;
    const figures = [];
    for (const index of [0, 1, 2]) figures.push((await items.measure(index, student())).figures);

    expect(figures.map(({ temporal }) => temporal !== undefined)).toEqual([false, true, false]);
    expect(figures[1]!.temporalSource).toBeLessThan(0.01);
    expect(figures.every(({ ssim }) => ssim !== undefined && ssim < 1)).toBe(true);
    expect(asked).toBe(3);
  });

  it('should give the same figures when a run goes on in the middle of a video', async () => {
    const inOrder = (await items.measure(1, student())).figures;
    await items.measure(4, student());
    await items.measure(2, student());

    expect((await items.measure(1, student())).figures).toEqual(inOrder);
  });

  it('should go on after a frame that is missing', async () => {
    await expect(items.measure(3, student())).rejects.toThrow(DataSetError);

    const { figures } = await items.measure(4, student());

    expect(figures.ssim).toBeGreaterThan(0);
    expect(figures.temporal).toBeUndefined();
  });
});
