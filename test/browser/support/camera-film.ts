import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Pictures of the film; Chromium plays it over and over. */
const PICTURES = 8;

/** How the film shows the photo. */
export interface FilmOptions {
  /** Width in pixels, a multiple of 6 so that the height is even; default 480. */
  readonly width?: number;
  /** 1 shows the photo as it is, 0 black. */
  readonly brightness?: number;
}

/**
 * Writes a film that Chromium can take for a camera (`--use-file-for-fake-video-capture`): the photo, swaying a little.
 *
 * @param path of the film; must end in `.mjpeg`
 * @returns its pictures, JPEGs of 3 : 4
 */
export async function writeCameraFilm(
  path: string,
  photo: Uint8Array,
  { width = 480, brightness = 1 }: FilmOptions = {},
): Promise<Buffer[]> {
  const height = (width * 4) / 3;
  const sway = Math.round(width / 40);
  const wide = await sharp(photo)
    .resize(width + 2 * sway, height, { fit: 'fill' })
    .linear(brightness)
    .toBuffer();
  const pictures = await Promise.all(
    Array.from({ length: PICTURES }, (_, i) =>
      sharp(wide)
        .extract({
          left: Math.round(sway + sway * Math.sin((i * 2 * Math.PI) / PICTURES)),
          top: 0,
          width,
          height,
        })
        .jpeg({ quality: 92 })
        .toBuffer(),
    ),
  );
  await writeFile(path, Buffer.concat(pictures));
  return pictures;
}

/** Switches by which Chromium takes a film for its camera, and allows pages to use it. */
export function cameraSwitches(path: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${path}`,
  ];
}
