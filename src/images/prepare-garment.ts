import { bleedColours } from './colour-bleed.js';
import { decodePicture, type PictureLimits } from './decode-picture.js';
import { encodeCutout, encodeMask } from './encode-picture.js';
import { maskGarment, measureHandMade, type GarmentMaskResult } from './garment-mask.js';
import { checkGarment, type GarmentIssue } from './garment-readiness.js';
import { digestPixels } from './picture-digest.js';
import type { Mask, PixelWindow, RgbPicture } from './picture.js';
import { readGarmentMask } from './read-garment-mask.js';
import { resampleWindow, type Samples } from './resample.js';

/** What was measured while the garment was cut out; the mask itself lies in the cut-out. */
export type MaskStatistics = Omit<GarmentMaskResult, 'mask'>;

/** A garment ready to be tried on. */
export interface PreparedGarment {
  /** The garment in the network's frame: an RGBA PNG as `encodeCutout` writes it. */
  readonly cutout: Buffer;
  /** The mask that cut it out, in the size of the looked-at picture: an 8-bit grey PNG, white on the garment. */
  readonly mask: Buffer;
  /** Pixels; width : height is 3 : 4. */
  readonly width: number;
  readonly height: number;
  /** SHA-256 (hex) of the cut-out's pixels. */
  readonly digest: string;
  /** Findings for the merchant; with an error among them the garment should not be offered. */
  readonly issues: readonly GarmentIssue[];
  /** Measured on the uploaded picture (shrunk to at most 2048 pixels). */
  readonly statistics: MaskStatistics;
}

/** Longest side at which a garment picture is looked at, in pixels. */
const SOURCE_SIDE = 2048;

/** Largest height of the frame, in pixels. */
const FRAME_HEIGHT = 1024;

/** Least height of the frame, in pixels, so that a failed cut-out is a picture too. */
const LEAST_FRAME_HEIGHT = 16;

/** Share of the frame that the garment's box fills, as in the pictures that the networks were trained on. */
const FRAME_FILL = { width: 0.95, height: 0.945 };

/** How far cloth colours are spread beyond the edge, as a share of the frame's height: one pixel of the network. */
const BLEED_SHARE = 1 / 64;

/**
 * Decodes a garment picture, cuts the garment out, checks it and places it centred in a 3:4 frame, never enlarged.
 *
 * @param handMade mask that a person drew, an encoded picture in the size of the looked-at one; takes the place of the
 * automatic mask, with all checks but that of the background
 * @throws PictureError for a file that is no sound picture within the limits, or a mask that does not fit
 */
export async function prepareGarment(
  bytes: Uint8Array,
  limits: PictureLimits,
  handMade?: Uint8Array,
): Promise<PreparedGarment> {
  const source = await decodePicture(bytes, limits, { maxSide: SOURCE_SIDE });
  const { mask, ...statistics } = handMade
    ? measureHandMade(await readGarmentMask(handMade, limits, source))
    : maskGarment(source);
  const issues = checkGarment(source, { mask, ...statistics });
  const { picture, mask: placedMask } = placeInFrame(source, mask, statistics.box);
  return {
    cutout: await encodeCutout(picture, placedMask),
    mask: await encodeMask(mask),
    width: picture.width,
    height: picture.height,
    digest: digestPixels(picture.width, picture.height, picture.data, placedMask.data),
    issues,
    statistics,
  };
}

function placeInFrame(source: RgbPicture, mask: Mask, box: PixelWindow): { picture: RgbPicture; mask: Mask } {
  const natural = Math.max(
    box.height / FRAME_FILL.height,
    box.width / FRAME_FILL.width / (3 / 4),
    LEAST_FRAME_HEIGHT,
  );
  const height = 4 * Math.floor(Math.min(FRAME_HEIGHT, Math.ceil(natural / 4) * 4) / 4);
  const width = (height / 4) * 3;
  const scale = Math.min(1, height / natural);
  const size = { width: Math.round(box.width * scale), height: Math.round(box.height * scale) };
  const window = {
    left: Math.floor((width - size.width) / 2),
    top: Math.floor((height - size.height) / 2),
    ...size,
  };
  const framed = {
    picture: { width, height, data: new Uint8Array(width * height * 3) },
    mask: { width, height, data: new Uint8Array(width * height) },
  };
  if (size.width > 0 && size.height > 0) {
    const reach = Math.ceil((height * BLEED_SHARE) / scale);
    copyResampled(bleedColours(source, mask, reach), 3, box, framed.picture, window);
    copyResampled(mask, 1, box, framed.mask, window);
  }
  return {
    picture: bleedColours(framed.picture, framed.mask, Math.ceil(height * BLEED_SHARE)),
    mask: framed.mask,
  };
}

function copyResampled(
  source: Samples,
  channels: 1 | 3,
  from: PixelWindow,
  target: Samples,
  to: PixelWindow,
): void {
  const planes = resampleWindow(source, channels, from, to);
  const plane = to.width * to.height;
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const pixel = (to.top + y) * target.width + to.left + x;
      for (let channel = 0; channel < channels; channel++) {
        target.data[pixel * channels + channel] = Math.round(planes[channel * plane + y * to.width + x]!);
      }
    }
  }
}
