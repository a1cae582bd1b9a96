import sharp from 'sharp';

/** Blocks along the shorter side: a person is still there, and nothing of it looks real. */
const BLOCKS = 14;

/**
 * A picture damaged for an attention check: coarse blocks, upside down. Whoever looks takes the other one for more real.
 *
 * @param picture encoded JPEG, PNG or WebP
 * @returns JPEG of the same size
 */
export async function spoilPicture(picture: Uint8Array): Promise<Buffer> {
  const { data, info } = await sharp(picture).flip().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const scale = BLOCKS / Math.min(width, height);
  const small = await sharp(data)
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .png()
    .toBuffer();
  return sharp(small)
    .resize(width, height, { fit: 'fill', kernel: 'nearest' })
    .jpeg({ quality: 90 })
    .toBuffer();
}
