import sharp, { type Sharp } from 'sharp';
import type { RgbPicture } from '../../src/images/picture.js';

/** A smooth, asymmetric picture, so that a flip, a turn or a swapped channel shows. */
export function testPicture(width: number, height: number): RgbPicture {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      data[at] = Math.round((200 * x) / width) + 20;
      data[at + 1] = Math.round((150 * y) / height) + 40;
      data[at + 2] = x < width / 3 && y < height / 3 ? 220 : 60;
    }
  }
  return { width, height, data };
}

/** A sharp pipeline over a picture's pixels. */
export function pipelineOf({ width, height, data }: RgbPicture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/**
 * The pixels as a camera stores them that writes the given EXIF orientation: applying the orientation (1…8, EXIF 2.3
 * tag 0x0112) turns them upright again.
 */
export function storedFor(orientation: number, upright: RgbPicture): RgbPicture {
  const turned = orientation >= 5;
  const width = turned ? upright.height : upright.width;
  const height = turned ? upright.width : upright.height;
  const data = new Uint8Array(upright.data.length);
  for (let y = 0; y < upright.height; y++) {
    for (let x = 0; x < upright.width; x++) {
      const [storedX, storedY] = storedPlace(orientation, x, y, upright);
      const from = (y * upright.width + x) * 3;
      data.set(upright.data.subarray(from, from + 3), (storedY * width + storedX) * 3);
    }
  }
  return { width, height, data };
}

function storedPlace(
  orientation: number,
  x: number,
  y: number,
  { width, height }: RgbPicture,
): [number, number] {
  const right = width - 1 - x;
  const below = height - 1 - y;
  switch (orientation) {
    case 2:
      return [right, y];
    case 3:
      return [right, below];
    case 4:
      return [x, below];
    case 5:
      return [y, x];
    case 6:
      return [y, right];
    case 7:
      return [below, right];
    case 8:
      return [below, x];
    default:
      return [x, y];
  }
}
