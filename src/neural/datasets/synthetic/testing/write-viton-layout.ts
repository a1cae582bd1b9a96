import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { TrainingPair } from '../../training-pair.js';

const FOLDERS = ['image', 'cloth', 'cloth-mask', 'image-parse-new', 'image-mask', 'pose'];

/**
 * Writes pairs as CP-VTON lays VITON out: `image/ID_0.jpg` wears `cloth/ID_1.jpg`, with `cloth-mask/ID_1.jpg`,
 * `image-parse-new/ID_0.png`, `image-mask/ID_0.png` and `pose/ID_0_keypoints.json`; `SPLIT_pairs.txt` lies beside the
 * split. Photos and garments lose a little as JPEG; labels do not. Body parts and `otherwise` have no place in the layout.
 *
 * @param folder is made; the pictures go to its subfolder `split`
 * @param pairs with ids that can be file names
 */
export async function writeVitonLayout(
  folder: string,
  pairs: Iterable<TrainingPair>,
  split: 'train' | 'val' | 'test' = 'train',
): Promise<void> {
  const root = join(folder, split);
  for (const name of FOLDERS) await mkdir(join(root, name), { recursive: true });
  const lines: string[] = [];
  for (const pair of pairs) {
    const { id, height, width, labels, keypoints } = pair;
    const jpeg = (planes: Uint8Array): Promise<Buffer> =>
      asSharp(planes, height, width).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
    const png = (plane: Uint8Array): Promise<Buffer> =>
      asSharp(plane, height, width).toColourspace('b-w').png({ palette: false }).toBuffer();
    await writeFile(join(root, 'image', `${id}_0.jpg`), await jpeg(pair.photo));
    await writeFile(join(root, 'cloth', `${id}_1.jpg`), await jpeg(pair.garment));
    const mask = asSharp(pair.garmentMask, height, width).toColourspace('b-w').jpeg({ quality: 95 });
    await writeFile(join(root, 'cloth-mask', `${id}_1.jpg`), await mask.toBuffer());
    await writeFile(join(root, 'image-parse-new', `${id}_0.png`), await png(labels));
    const silhouette = labels.map((label) => (label > 0 ? 255 : 0));
    await writeFile(join(root, 'image-mask', `${id}_0.png`), await png(silhouette));
    const pose = { version: 1, people: [{ pose_keypoints: inPixels(keypoints, height, width) }] };
    await writeFile(join(root, 'pose', `${id}_0_keypoints.json`), JSON.stringify(pose));
    lines.push(`${id}_0.jpg ${id}_1.jpg\n`);
  }
  await writeFile(join(folder, `${split}_pairs.txt`), lines.join(''));
}

/** Keypoints in pixels of the photo: x, y, confidence. */
function inPixels(keypoints: Float32Array, height: number, width: number): number[] {
  return Array.from(keypoints, (value, i) => value * ([width, height, 1][i % 3] ?? 1));
}

function asSharp(planes: Uint8Array, height: number, width: number): Sharp {
  const plane = height * width;
  const channels = planes.length === plane ? 1 : 3;
  const pixels = Buffer.alloc(planes.length);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < channels; c++) pixels[i * channels + c] = planes[c * plane + i]!;
  }
  return sharp(pixels, { raw: { width, height, channels } });
}
