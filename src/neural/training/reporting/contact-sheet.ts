import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';

/** A picture as networks see it: planar, RGB (3·h·w) or grey (h·w); bytes 0…255 or floats −1…1. */
export interface PlanarPicture {
  readonly height: number;
  readonly width: number;
  readonly data: Uint8Array | Float32Array;
}

/** A finished sheet. */
export interface ContactSheet {
  /** RGB. */
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What is written on a sheet. */
export interface ContactSheetOptions {
  /** A heading for each column. */
  readonly labels?: readonly string[];
}

const GAP = 2;
const HEADING = 16;
const FONT = 11;

/**
 * Lays pictures out in rows and columns on white, each at its own size in a cell of the largest; columns carry headings.
 *
 * @throws RangeError when there is no picture, or one's values do not fill its size
 */
export async function drawContactSheet(
  rows: readonly (readonly PlanarPicture[])[],
  { labels = [] }: ContactSheetOptions = {},
): Promise<ContactSheet> {
  const pictures = rows.flat();
  if (pictures.length === 0) throw new RangeError('A contact sheet needs at least one picture.');
  const columns = Math.max(labels.length, ...rows.map((row) => row.length));
  const cellWidth = Math.max(...pictures.map((picture) => picture.width)) + GAP;
  const cellHeight = Math.max(...pictures.map((picture) => picture.height)) + GAP;
  const top = labels.length > 0 ? HEADING : 0;
  const [width, height] = [columns * cellWidth + GAP, top + rows.length * cellHeight + GAP];
  const layers: OverlayOptions[] = rows.flatMap((row, y) =>
    row.map((picture, x) => ({
      input: interleave(picture),
      raw: { width: picture.width, height: picture.height, channels: 3 as const },
      left: GAP + x * cellWidth,
      top: top + GAP + y * cellHeight,
    })),
  );
  if (labels.length > 0) {
    layers.push({ input: Buffer.from(headings(labels, cellWidth, width)), left: 0, top: 0 });
  }
  const png = await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite(layers)
    .removeAlpha()
    .png()
    .toBuffer();
  return { png, width, height };
}

/**
 * Draws a sheet into a PNG file, whole or not at all: it is written beside its place and renamed. The folder is made.
 *
 * @returns the sheet, for an event file
 * @throws RangeError as {@link drawContactSheet}; Error of node:fs when the folder cannot be written
 */
export async function writeContactSheet(
  path: string,
  rows: readonly (readonly PlanarPicture[])[],
  options: ContactSheetOptions = {},
): Promise<ContactSheet> {
  const sheet = await drawContactSheet(rows, options);
  await mkdir(dirname(path), { recursive: true });
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeFile(unfinished, sheet.png);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return sheet;
}

function interleave({ width, height, data }: PlanarPicture): Buffer {
  const size = width * height;
  if (data.length !== size && data.length !== 3 * size) {
    throw new RangeError(
      `A picture of ${width}×${height} pixels has ${data.length} values, not ${size} or ${3 * size}.`,
    );
  }
  const bytes =
    data instanceof Float32Array ? Uint8ClampedArray.from(data, (value) => (value + 1) * 127.5) : data;
  const plane = data.length === size ? 0 : size;
  const pixels = Buffer.alloc(3 * size);
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) pixels[3 * i + c] = bytes[c * plane + i]!;
  }
  return pixels;
}

function headings(labels: readonly string[], cellWidth: number, width: number): string {
  const texts = labels.map((label, i) => {
    const fitting = label.slice(0, Math.max(1, Math.floor(cellWidth / (FONT * 0.55))));
    return `<text x="${GAP + (i + 0.5) * cellWidth}" y="${HEADING - 4}">${escapeXml(fitting)}</text>`;
  });
  const style = `font-family="sans-serif" font-size="${FONT}" text-anchor="middle" fill="#222"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEADING}"><g ${style}>${texts.join('')}</g></svg>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
