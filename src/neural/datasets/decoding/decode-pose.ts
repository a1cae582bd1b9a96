import { DataSetError, KEYPOINTS, type DataFile } from '../data-set.js';
import type { Frame } from '../frame.js';

/** Where each of `KEYPOINTS` lies in OpenPose's BODY_25, which adds the middle of the hips (8) and the feet (19…24). */
const OF_BODY_25 = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];

/** Dress Code gives positions in pixels of this size, whatever the size of the photo. */
const DRESS_CODE: Frame = { height: 512, width: 384 };

/**
 * Decodes keypoints as OpenPose writes them, `people[].pose_keypoints_2d` (25 or 18 points; older: `pose_keypoints`), or as
 * Dress Code does, `keypoints[][x, y, …]`. Of several people the one seen most surely counts. Points outside the photo
 * and points at 0, 0 are unseen.
 *
 * Source: OpenPose, `doc/02_output.md` (order of BODY_25 and COCO); Dress Code, `data/dataset.py`.
 *
 * @param photo size in pixels of the photo that the positions refer to
 * @returns 18 × (x, y, confidence): positions as shares of width and height; all 0 for a point that is unseen
 * @throws DataSetError when the file is missing or is no such JSON
 */
export async function decodePose(file: DataFile, photo: Frame): Promise<Float32Array> {
  const json = parse(file, await file.read());
  const listed = field(json, 'keypoints');
  if (Array.isArray(listed)) return toShares(dressCodePoints(file, listed), DRESS_CODE);
  const people = field(json, 'people');
  if (!Array.isArray(people))
    throw new DataSetError(`${file.path}: no OpenPose keypoints ("people") in the file.`);
  let best: number[][] = [];
  for (const person of people as unknown[]) {
    const points = openPosePoints(
      file,
      field(person, 'pose_keypoints_2d') ?? field(person, 'pose_keypoints'),
    );
    if (best.length === 0 || sureness(points) > sureness(best)) best = points;
  }
  return toShares(best, photo);
}

function parse(file: DataFile, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch (cause) {
    throw new DataSetError(`${file.path}: the file is not JSON.`, { cause });
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function openPosePoints(file: DataFile, flat: unknown): number[][] {
  if (!isNumbers(flat) || (flat.length !== 75 && flat.length !== 54)) {
    throw new DataSetError(`${file.path}: a person has neither 25 nor 18 keypoints of x, y and confidence.`);
  }
  const points = Array.from({ length: flat.length / 3 }, (_, i) => flat.slice(3 * i, 3 * i + 3));
  return points.length === 25 ? OF_BODY_25.map((i) => points[i]!) : points;
}

function dressCodePoints(file: DataFile, listed: readonly unknown[]): number[][] {
  if (listed.length !== KEYPOINTS.length || !listed.every((point) => isNumbers(point) && point.length >= 2)) {
    throw new DataSetError(`${file.path}: "keypoints" is not a list of 18 points.`);
  }
  return (listed as number[][]).map(([x, y, confidence]) => [x!, y!, confidence ?? 1]);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item));
}

function sureness(points: readonly number[][]): number {
  return points.reduce((sum, [, , confidence]) => sum + confidence!, 0);
}

function toShares(points: readonly number[][], { width, height }: Frame): Float32Array {
  const shares = new Float32Array(3 * KEYPOINTS.length);
  for (const [i, [x, y, confidence]] of points.entries()) {
    const isSeen =
      confidence! > 0 && !(x === 0 && y === 0) && x! >= 0 && x! <= width && y! >= 0 && y! <= height;
    if (isSeen) shares.set([x! / width, y! / height, Math.min(1, confidence!)], 3 * i);
  }
  return shares;
}
