import { type DataFile, type LabelFile, type PairFiles, WORN_LABELS } from '../data-set.js';
import { decodeBodyParts } from '../decoding/decode-body-parts.js';
import type { MaskGarment } from '../decoding/decode-garment-mask.js';
import { decodeLabels } from '../decoding/decode-labels.js';
import { decodePose } from '../decoding/decode-pose.js';
import { decodeChannel, decodeRgb, type Raster } from '../decoding/raster.js';
import type { Frame } from '../frame.js';
import { maskProblems } from './mask-problems.js';

const MIN_SIDE = 96;
/** Largest relative difference of proportions between a photo and what was made from it. */
const MAX_STRETCH = 0.02;
/** A worn garment smaller than this share of the photo cannot be learned from. */
const MIN_WORN = 0.01;
const SHOULDERS = [2, 5];

/** What is wrong with a pair, in words that follow its id; empty when nothing is. */
export async function checkPair(pair: PairFiles, maskGarment?: MaskGarment): Promise<string[]> {
  const problems: string[] = [];
  const attempt = async <Answer>(decoding: Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await decoding;
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const [photo, garment] = await Promise.all([
    attempt(decodeRgb(pair.photo)),
    attempt(decodeRgb(pair.garment)),
  ]);
  if (photo) problems.push(...sizeProblems(pair.photo, photo));
  if (garment) problems.push(...sizeProblems(pair.garment, garment));
  if (garment && pair.garmentMask) {
    const mask = await attempt(decodeChannel(pair.garmentMask, 0));
    const expected = maskGarment && (await attempt(makeMask(garment, maskGarment)));
    if (mask) {
      problems.push(...proportionProblems(pair.garmentMask, mask, garment));
      problems.push(...maskProblems(pair.garmentMask.path, mask, expected));
    }
  }
  if (!photo) return problems;
  if (pair.labels) {
    const labels = await attempt(decodeLabels(pair.labels));
    if (labels) problems.push(...labelProblems(pair.labels, labels, photo));
  }
  if (pair.bodyParts) {
    const parts = await attempt(decodeBodyParts(pair.bodyParts));
    if (parts) problems.push(...proportionProblems(pair.bodyParts, parts, photo));
    if (parts?.data.every((part) => part === 0)) problems.push(`${pair.bodyParts.path}: no part of a body`);
  }
  if (pair.pose) {
    const keypoints = await attempt(decodePose(pair.pose, photo));
    if (keypoints) problems.push(...poseProblems(pair.pose, keypoints));
  }
  if (pair.otherwise) {
    const otherwise = await attempt(decodeRgb(pair.otherwise));
    if (otherwise) problems.push(...proportionProblems(pair.otherwise, otherwise, photo));
  }
  return problems;
}

async function makeMask(garment: Raster, maskGarment: MaskGarment): Promise<Raster> {
  return { ...garment, data: await maskGarment(garment.data, garment.width, garment.height) };
}

function sizeProblems({ path }: DataFile, { width, height }: Frame): string[] {
  return Math.min(width, height) < MIN_SIDE ? [`${path}: only ${width}×${height} pixels`] : [];
}

function proportionProblems({ path }: DataFile, is: Frame, shouldBe: Frame): string[] {
  const stretch = is.width / is.height / (shouldBe.width / shouldBe.height) - 1;
  if (Math.abs(stretch) <= MAX_STRETCH) return [];
  const sizes = `${is.width}×${is.height} against ${shouldBe.width}×${shouldBe.height}`;
  return [`${path}: other proportions than the picture it belongs to, ${sizes}`];
}

function labelProblems({ file }: LabelFile, labels: Raster, photo: Raster): string[] {
  const problems = proportionProblems(file, labels, photo);
  const worn = labels.data.reduce((count, label) => count + (WORN_LABELS.includes(label) ? 1 : 0), 0);
  if (worn < MIN_WORN * labels.data.length)
    problems.push(`${file.path}: nearly no pixel of the worn garment`);
  if (worn === labels.data.length) problems.push(`${file.path}: nothing but the worn garment`);
  return problems;
}

function poseProblems({ path }: DataFile, keypoints: Float32Array): string[] {
  const isSeen = (point: number): boolean => keypoints[3 * point + 2]! > 0;
  if (!Array.from({ length: keypoints.length / 3 }, (_, i) => i).some(isSeen))
    return [`${path}: nobody is seen`];
  return SHOULDERS.some(isSeen) ? [] : [`${path}: neither shoulder is seen`];
}
