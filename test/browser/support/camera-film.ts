import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Pictures of the film; Chromium plays it over and over. */
const PICTURES = 8;

/**
 * Writes a film that Chromium can take for a camera (`--use-file-for-fake-video-capture`): the photo, swaying a little.
 *
 * @param path of the film; must end in `.mjpeg`
 * @returns its pictures, 480 × 640 JPEGs
 */
export async function writeCameraFilm(path: string, photo: Uint8Array): Promise<Buffer[]> {
  const wide = await sharp(photo).resize(504, 672, { fit: 'fill' }).toBuffer();
  const pictures = await Promise.all(
    Array.from({ length: PICTURES }, (_, i) =>
      sharp(wide)
        .extract({
          left: Math.round(12 + 12 * Math.sin((i * 2 * Math.PI) / PICTURES)),
          top: 16,
          width: 480,
          height: 640,
        })
        .jpeg({ quality: 92 })
        .toBuffer(),
    ),
  );
  await writeFile(path, Buffer.concat(pictures));
  return pictures;
}
