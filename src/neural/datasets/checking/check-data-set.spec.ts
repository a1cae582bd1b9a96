import { beforeAll, describe, expect, it } from 'vitest';
import type { DataSet, PairFiles } from '../data-set.js';
import { LIP_LABELS } from '../layouts/label-maps.js';
import { findVitonPairs } from '../layouts/viton.js';
import { drawGrey, drawPose, drawRgb, isTop } from '../testing/draw-pictures.js';
import { memoryFiles } from '../testing/memory-files.js';
import { checkDataSet } from './check-data-set.js';

const PARTS = [
  'image/N_0.jpg',
  'cloth/N_1.jpg',
  'cloth-mask/N_1.jpg',
  'image-parse-new/N_0.png',
  'pose/N_0_keypoints.json',
];
const [PHOTO, GARMENT, MASK, PARSE, POSE] = PARTS as [string, string, string, string, string];

/** A hole takes most of the top, as in the masks that VITON distributes for white garments. */
const isHollow = (x: number, y: number): boolean =>
  isTop(x, y) && !(x > 0.3 && x < 0.7 && y > 0.3 && y < 0.7);
/** A bay that is open to the side is no hole. */
const isEaten = (x: number, y: number): boolean => isTop(x, y) && y < 0.6;

describe('checkDataSet', () => {
  let sound: Record<string, Uint8Array | string>;
  beforeAll(async () => {
    const pose = drawPose(Array.from({ length: 18 }, () => [48, 32, 0.5]));
    const picture = await drawRgb((x, y) => (isTop(x, y) ? [200, 10, 60] : [255, 255, 255]));
    const mask = await drawGrey((x, y) => (isTop(x, y) ? 255 : 0));
    const labels = await drawGrey((x, y) => (isTop(x, y) ? 5 : 0));
    const contents = [picture, picture, mask, labels, pose];
    sound = Object.fromEntries(
      ['1', '2', '3'].flatMap((id) =>
        PARTS.map((part, i) => [`train/${part.replace('N', id)}`, contents[i]!]),
      ),
    );
  });

  /** Three pairs, of which the second has these files instead; `undefined` takes one away. */
  async function dataSetWith(changes: Record<string, Uint8Array | string | undefined>): Promise<DataSet> {
    const contents = { ...sound };
    for (const [part, content] of Object.entries(changes)) {
      const path = `train/${part.replace('N', '2')}`;
      delete contents[path];
      if (content !== undefined) contents[path] = content;
    }
    const files = memoryFiles(contents);
    return { name: 'test', pairs: await findVitonPairs(files) };
  }

  it('should count and find nothing when all is sound', async () => {
    const progress: number[] = [];
    const report = await checkDataSet(await dataSetWith({}), {
      onProgress: (checked) => progress.push(checked),
    });
    expect(report).toEqual({
      pairs: 3,
      sound: 3,
      problems: [],
      present: { garmentMask: 3, labels: 3, bodyParts: 0, pose: 3, otherwise: 0 },
    });
    expect(progress).toEqual([1, 2, 3]);
  });

  const faults: [string, () => Promise<Record<string, Uint8Array | string | undefined>>, RegExp][] = [
    [
      'a garment is missing',
      () => Promise.resolve({ [GARMENT]: undefined }),
      /cloth\/2_1\.jpg: the file is missing/,
    ],
    [
      'a photo is broken',
      () => Promise.resolve({ [PHOTO]: 'no picture' }),
      /image\/2_0\.jpg: the picture cannot be decoded/,
    ],
    [
      'parsing is missing',
      () => Promise.resolve({ [PARSE]: undefined }),
      /image-parse-new\/2_0\.png: the file is missing/,
    ],
    [
      'a pose is missing',
      () => Promise.resolve({ [POSE]: undefined }),
      /has no keypoints, as most pairs have/,
    ],
    [
      'a pose shows nobody',
      () => Promise.resolve({ [POSE]: '{"people":[]}' }),
      /2_0_keypoints\.json: nobody is seen/,
    ],
    [
      'a photo is tiny',
      async () => ({ [PHOTO]: await drawRgb(isRed, { height: 64, width: 48 }) }),
      /image\/2_0\.jpg: only 48×64 pixels/,
    ],
    ['a label is none', async () => ({ [PARSE]: await drawGrey(() => 21) }), /2_0\.png: 21 is no label/],
    [
      'parsing has no garment',
      async () => ({ [PARSE]: await drawGrey(() => 13) }),
      /2_0\.png: nearly no pixel of the worn garment/,
    ],
    [
      'parsing is of another picture',
      async () => ({ [PARSE]: await drawGrey((x, y) => (isTop(x, y) ? 5 : 0), { height: 128, width: 128 }) }),
      /2_0\.png: other proportions than the picture it belongs to, 128×128 against 96×128/,
    ],
    ['a mask is empty', async () => ({ [MASK]: await drawGrey(() => 0) }), /2_1\.jpg: the mask is empty/],
    [
      'a mask is full',
      async () => ({ [MASK]: await drawGrey(() => 255) }),
      /2_1\.jpg: the mask covers the whole picture/,
    ],
    [
      'a mask is hollow',
      async () => ({ [MASK]: await drawGrey((x, y) => (isHollow(x, y) ? 255 : 0)) }),
      /2_1\.jpg: the mask has holes, \d{3} % of its area/,
    ],
  ];
  function isRed(): [number, number, number] {
    return [200, 10, 60];
  }

  it.each(faults)('should name pair and file when %s', async (_, change, message) => {
    const report = await checkDataSet(await dataSetWith(await change()));
    expect(report.problems.map(({ id }) => id)).toEqual(['2_0']);
    expect(report.problems[0]!.problem).toMatch(message);
    expect(report.sound).toBe(2);
  });

  it('should tell how much of the garment a mask leaves out when it can be made anew', async () => {
    const eaten = await dataSetWith({ [MASK]: await drawGrey((x, y) => (isEaten(x, y) ? 255 : 0)) });
    const maskGarment = (rgb: Uint8Array, width: number, height: number): Uint8Array =>
      Uint8Array.from({ length: width * height }, (_, i) => (rgb[3 * i + 1]! < 128 ? 255 : 0));
    expect((await checkDataSet(eaten)).problems).toEqual([]);
    const { problems } = await checkDataSet(eaten, { maskGarment });
    expect(problems.map(({ id }) => id)).toEqual(['2_0']);
    expect(problems[0]!.problem).toMatch(/leaves out (29|30|31) % of the garment/);
  });

  it('should report and not throw when masking itself fails', async () => {
    const failing = (): never => {
      throw new Error('no garment found');
    };
    const { problems, sound: count } = await checkDataSet(await dataSetWith({}), { maskGarment: failing });
    expect([problems.length, count, problems[0]!.problem]).toEqual([3, 0, 'no garment found']);
  });

  it('should name an id when two pairs share it', async () => {
    const { pairs } = await dataSetWith({});
    const repeated: PairFiles = { ...pairs[1]!, labels: { file: pairs[1]!.labels!.file, toLip: LIP_LABELS } };
    const report = await checkDataSet({ name: 'test', pairs: [...pairs, repeated] });
    expect(report.problems).toEqual([{ id: '2_0', problem: 'the id is given to several pairs' }]);
  });
});
