import sharp from 'sharp';
import type { Mask, PictureFormat, RgbPicture } from './picture.js';
import { SYNTHETIC_XMP } from './synthetic-mark.js';

/** How a picture leaves the product. */
export interface EncodeOptions {
  readonly format: PictureFormat;
  /** 1…100 for JPEG and WebP; PNG is always lossless. */
  readonly quality: number;
  /** True marks the picture as made with a trained model (IPTC digital source type). */
  readonly synthetic: boolean;
}

/** Below this quality chroma is stored at half the resolution; above, prints keep their colour edges. */
const FULL_CHROMA_QUALITY = 90;

/** Encodes a picture; without `synthetic` the file carries no metadata at all. */
export async function encodePicture(picture: RgbPicture, options: EncodeOptions): Promise<Buffer> {
  const { width, height, data } = picture;
  const pipeline = sharp(data, { raw: { width, height, channels: 3 } });
  if (options.synthetic) pipeline.withXmp(SYNTHETIC_XMP);
  const { quality } = options;
  switch (options.format) {
    case 'jpeg':
      // Standard Huffman tables: 2 % larger files in 60 % of the time.
      return pipeline
        .jpeg({
          quality,
          chromaSubsampling: quality >= FULL_CHROMA_QUALITY ? '4:4:4' : '4:2:0',
          optimiseCoding: false,
        })
        .toBuffer();
    case 'webp':
      return pipeline.webp({ quality, effort: 0 }).toBuffer();
    case 'png':
      return pipeline.png({ compressionLevel: 1, adaptiveFiltering: false }).toBuffer();
  }
}

/** Encodes a picture without loss, metadata or compression: read at every try-on, so quick to read beats small. */
export async function encodeForStore({ width, height, data }: RgbPicture): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0, adaptiveFiltering: false })
    .toBuffer();
}

/** Encodes a mask as an 8-bit grey PNG: white is inside. */
export async function encodeMask({ width, height, data }: Mask): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/**
 * Encodes a garment with its coverage as a lossless RGBA PNG. Colours are kept exactly everywhere, under full
 * transparency too, so that sampling at the garment's edge finds the garment's colour.
 */
export async function encodeCutout(picture: RgbPicture, mask: Mask): Promise<Buffer> {
  const { width, height, data } = picture;
  if (mask.width !== width || mask.height !== height) {
    throw new RangeError(`mask ${mask.width}×${mask.height} does not fit picture ${width}×${height}`);
  }
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    rgba[i * 4] = data[i * 3]!;
    rgba[i * 4 + 1] = data[i * 3 + 1]!;
    rgba[i * 4 + 2] = data[i * 3 + 2]!;
    rgba[i * 4 + 3] = mask.data[i]!;
  }
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 1, adaptiveFiltering: false })
    .toBuffer();
}
