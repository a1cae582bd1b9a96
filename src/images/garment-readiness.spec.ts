import { describe, expect, it } from 'vitest';
import { drawGarment, throughJpeg, type TestGarment } from '../../test/support/test-garment.js';
import { maskGarment } from './garment-mask.js';
import { checkGarment, type GarmentIssue } from './garment-readiness.js';

async function findings(garment: TestGarment): Promise<GarmentIssue[]> {
  const picture = await throughJpeg(drawGarment({ width: 900, height: 1200, ...garment }).picture, 90);
  return checkGarment(picture, maskGarment(picture));
}

async function codes(garment: TestGarment): Promise<string[]> {
  return (await findings(garment)).map(({ code, severity }) => `${code} ${severity}`);
}

const TEAL = [20, 120, 120] as const;
const SKIN = [205, 150, 120] as const;

describe('checkGarment', () => {
  it('should find nothing when a whole garment lies on a plain ground', async () => {
    expect(await codes({ cloth: TEAL })).toEqual([]);
  });

  it('should find nothing when the cloth has the colour of skin', async () => {
    expect(await codes({ cloth: SKIN })).toEqual([]);
  });

  it('should warn when a garment is small and refuse when it is tiny', async () => {
    expect(await codes({ cloth: TEAL, width: 300, height: 400 })).toEqual(['TOO_SMALL warning']);
    expect(await codes({ cloth: TEAL, width: 90, height: 120 })).toEqual(['TOO_SMALL error']);
  });

  it('should say where a garment is cut off', async () => {
    const [issue] = await findings({ cloth: TEAL, shift: 0.25 });
    expect(issue).toMatchObject({ code: 'CROPPED', severity: 'error' });
    expect(issue!.message).toContain('bottom');
    expect(issue!.message).not.toContain('top');
  });

  it('should refuse a background that is not plain', async () => {
    const busy = (right: number, down: number): [number, number, number] =>
      Math.floor(right * 9) % 2 === Math.floor(down * 12) % 2 ? [230, 220, 180] : [80, 110, 60];
    expect(await codes({ cloth: TEAL, background: busy })).toContain('BACKGROUND_NOT_PLAIN error');
  });

  it('should refuse a picture without a garment', async () => {
    expect(await codes({ cloth: [255, 255, 255] })).toContain('MASK_IMPLAUSIBLE error');
  });

  it('should refuse a garment that somebody wears', async () => {
    expect(await codes({ cloth: TEAL, head: SKIN })).toContain('MODEL_WORN error');
    expect(await codes({ cloth: TEAL, head: [95, 60, 45] })).toContain('MODEL_WORN error');
  });

  it('should take a hood or a roll-neck for cloth when it is not of the colour of skin', async () => {
    expect(await codes({ cloth: TEAL, head: TEAL })).toEqual([]);
  });

  it('should tell a merchant what to do with every finding', async () => {
    const issues = [
      ...(await findings({ cloth: TEAL, head: SKIN, shift: 0.25, width: 90, height: 120 })),
      ...(await findings({ cloth: [255, 255, 255] })),
    ];
    expect(issues.length).toBeGreaterThanOrEqual(4);
    for (const { message } of issues) expect(message).toMatch(/\. (Use|Photograph|Leave) .+\.$/);
  });
});
