import sharp from 'sharp';

/** Pictures are shown no taller than this, pixels. */
const MOST_HEIGHT = 256;
const QUALITY = 88;

/**
 * A picture as a JPEG in a `data:` URL, so that a report is one file.
 *
 * @param planes [3, height, width], RGB, −1…1
 */
export async function dataUrl(planes: Float32Array, height: number, width: number): Promise<string> {
  const plane = height * width;
  const pixels = Buffer.alloc(3 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++)
      pixels[3 * i + c] = Math.min(255, Math.max(0, Math.round((planes[c * plane + i]! + 1) * 127.5)));
  }
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ height: MOST_HEIGHT, withoutEnlargement: true })
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}
