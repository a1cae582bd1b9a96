import sharp from 'sharp';
import { expect, it } from 'vitest';
import { spoilPicture } from './spoil-picture.js';

it('should keep the size and leave nothing of a picture but its blocks', async () => {
  const [width, height] = [96, 128];
  const fine = Buffer.from(stripes(width, height));
  const picture = await sharp(fine, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();

  const spoiled = await sharp(await spoilPicture(picture))
    .raw()
    .toBuffer({ resolveWithObject: true });

  expect([spoiled.info.width, spoiled.info.height]).toEqual([width, height]);
  // Stripes of one pixel between 0 and 255 have a mean step of 255 between neighbours; blocks have next to none.
  expect(meanStep(fine, width)).toBe(255);
  expect(meanStep(spoiled.data, width)).toBeLessThan(20);
});

it('should turn the picture upside down', async () => {
  const top = { create: { width: 60, height: 40, channels: 3, background: '#ffffff' } } as const;
  const picture = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#000000' } })
    .composite([{ input: await sharp(top).png().toBuffer(), gravity: 'north' }])
    .png()
    .toBuffer();

  const spoiled = await sharp(await spoilPicture(picture))
    .raw()
    .toBuffer();

  expect(spoiled[0]).toBeLessThan(30);
  expect(spoiled.at(-1)).toBeGreaterThan(225);
});

function stripes(width: number, height: number): number[] {
  return Array.from({ length: width * height * 3 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 0 : 255));
}

/** Mean difference of horizontal neighbours within rows. */
function meanStep(data: Buffer, width: number): number {
  let [sum, count] = [0, 0];
  for (let i = 3; i < data.length; i++) {
    if (Math.floor(i / 3) % width === 0) continue;
    sum += Math.abs(data[i]! - data[i - 3]!);
    count++;
  }
  return sum / count;
}
