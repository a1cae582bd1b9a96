import { judgePhoto, meanLuma, type PhotoIssue } from './judge-photo.js';

/** A photo that the shopper has chosen, upright and without metadata, with what was found about it. */
export interface ChosenPhoto {
  /** JPEG. */
  readonly blob: Blob;
  /** The same as a data URL. */
  readonly dataUrl: string;
  readonly width: number;
  readonly height: number;
  readonly issues: readonly PhotoIssue[];
}

/** Quality of the JPEG that leaves the page. */
const QUALITY = 0.92;

/** Longest side of the copy on which the brightness is measured. */
const JUDGED_SIDE = 64;

/**
 * Decodes a picture file, turns it upright, shrinks it to what the server keeps, and writes it anew, so that place and
 * camera data stay behind.
 * @param maxSide longest side in pixels
 * @returns undefined when the browser cannot read the file
 */
export async function readPhoto(file: Blob, maxSide: number): Promise<ChosenPhoto | undefined> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (!bitmap) return undefined;
  try {
    const shrink = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * shrink));
    const height = Math.max(1, Math.round(bitmap.height * shrink));
    const canvas = draw(bitmap, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!blob) return undefined;
    const issues = judgePhoto({ width, height, meanLuma: lumaOf(bitmap) });
    return { blob, dataUrl: await readAsDataUrl(blob), width, height, issues };
  } finally {
    bitmap.close();
  }
}

/** Mean luma of a picture or of a playing video's present frame, 0…255. */
export function lumaOf(source: ImageBitmap | HTMLVideoElement): number {
  const [width, height] =
    'videoWidth' in source ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
  if (width === 0 || height === 0) return 0;
  const shrink = JUDGED_SIDE / Math.max(width, height);
  const canvas = draw(source, Math.ceil(width * shrink), Math.ceil(height * shrink));
  const pixels = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return meanLuma(pixels.data);
}

function draw(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  // JPEG has no transparency; a cut-out stands before white, not before black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

/** The bytes as a data URL. */
export function readAsDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The photo cannot be read.'));
    reader.readAsDataURL(blob);
  });
}
