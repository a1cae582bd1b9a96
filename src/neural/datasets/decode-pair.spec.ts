import { describe, expect, it } from 'vitest';
import type { PairFiles } from './data-set.js';
import { decodePair } from './decode-pair.js';
import { LIP_LABELS } from './layouts/label-maps.js';
import { drawGrey, drawPose, drawRgb, isTop } from './testing/draw-pictures.js';
import { memoryFiles } from './testing/memory-files.js';

const frame = { height: 64, width: 48 };
const pixels = frame.height * frame.width;

async function pairWith(changes: Partial<PairFiles> = {}): Promise<PairFiles> {
  const files = memoryFiles({
    photo: await drawRgb((x, y) => (isTop(x, y) ? [200, 10, 60] : [240, 230, 220])),
    garment: await drawRgb((x, y) => (isTop(x, y) ? [200, 10, 60] : [255, 255, 255])),
    mask: await drawGrey((x, y) => (isTop(x, y) ? 254 : 1)),
    labels: await drawGrey((x, y) => (isTop(x, y) ? 5 : 0)),
    otherwise: await drawRgb(() => [1, 2, 3]),
    pose: drawPose(Array.from({ length: 18 }, () => [48, 32, 0.5])),
  });
  return {
    id: '1_0',
    garmentId: '1_1',
    category: 'upper',
    photo: files.file('photo'),
    garment: files.file('garment'),
    garmentMask: files.file('mask'),
    labels: { file: files.file('labels'), toLip: LIP_LABELS },
    pose: files.file('pose'),
    otherwise: files.file('otherwise'),
    ...changes,
  };
}

describe('decodePair', () => {
  it('should bring everything to the frame when the pair is complete', async () => {
    const pair = await decodePair(await pairWith(), frame);
    const middle = (frame.height / 2) * frame.width + frame.width / 2;
    expect(pair).toMatchObject({ id: '1_0', garmentId: '1_1', ...frame });
    expect([0, 1, 2].map((channel) => pair.photo[channel * pixels + middle])).toEqual([200, 10, 60]);
    expect([0, 1, 2].map((channel) => pair.garment[channel * pixels])).toEqual([255, 255, 255]);
    expect([pair.labels[0], pair.labels[middle]]).toEqual([0, 5]);
    expect([...new Set(pair.garmentMask)].sort()).toEqual([0, 255]);
    expect(pair.garmentMask.filter(Boolean).length / pixels).toBeCloseTo(0.25, 1);
    expect([...pair.keypoints.subarray(0, 3)]).toEqual([0.5, 0.25, 0.5]);
    expect(pair.otherwise?.[2 * pixels]).toBe(3);
  });

  it('should leave open what is optional when the pair lacks it', async () => {
    const pair = await decodePair(await pairWith({ pose: undefined, otherwise: undefined }), frame);
    expect(pair.keypoints).toEqual(new Float32Array(54));
    expect(pair.bodyParts).toEqual(new Uint8Array(pixels));
    expect('otherwise' in pair).toBe(false);
  });

  it('should make the mask from the picture when asked, at the size of the picture', async () => {
    const sizes: number[][] = [];
    const maskGarment = (rgb: Uint8Array, width: number, height: number): Uint8Array => {
      sizes.push([width, height]);
      return Uint8Array.from({ length: width * height }, (_, i) => (rgb[3 * i + 1]! < 128 ? 255 : 0));
    };
    const broken = memoryFiles({ mask: await drawGrey(() => 0) }).file('mask');
    const pair = await decodePair(await pairWith({ garmentMask: broken }), { ...frame, maskGarment });
    expect(sizes).toEqual([[96, 128]]);
    expect(pair.garmentMask.filter(Boolean).length / pixels).toBeCloseTo(0.25, 1);
  });

  it('should say what is missing when a pair cannot be used for training', async () => {
    await expect(decodePair(await pairWith({ labels: undefined }), frame)).rejects.toThrow(
      /1_0: no human parsing/,
    );
    await expect(decodePair(await pairWith({ garmentMask: undefined }), frame)).rejects.toThrow(
      /1_0: this garment has no mask/,
    );
    const photo = memoryFiles({}).file('image/1_0.jpg');
    await expect(decodePair(await pairWith({ photo }), frame)).rejects.toThrow(
      /image\/1_0\.jpg: the file is missing/,
    );
  });

  it('should answer labels of 0 when a pair without parsing is accepted', async () => {
    const pair = await decodePair(await pairWith({ labels: undefined }), { ...frame, labelsOptional: true });
    expect(pair.labels).toEqual(new Uint8Array(pixels));
  });
});
