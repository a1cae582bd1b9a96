import { describe, expect, it } from 'vitest';
import { emptyFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findVvtPairs } from './vvt.js';

describe('findVvtPairs', () => {
  it('should find frame, garment and annotations when the release is as FW-GAN has it', async () => {
    const files = emptyFiles(
      'clothes_person/img/4BE21D09I/4BE21D09I-K11@10=cloth_front.jpg',
      'clothes_person/img/4BE21D09I/4BE21D09I-K11@8=person_half_front.png',
      'train/train_frames/4be21d09i-k11/000.png',
      'train/train_frames/4be21d09i-k11/001.png',
      'train/train_frames_parsing/4be21d09i-k11/001_label.png',
      'train/train_frames_keypoint/4be21d09i-k11/001_keypoints.json',
      'train/densepose/4be21d09i-k11/001_IUV.png',
      'test/test_frames/4be21d09i-k11/000.png',
    );
    const pairs = await findVvtPairs(files, 'train');
    expect(pairs.map(({ id }) => id)).toEqual(['train/4be21d09i-k11/000', 'train/4be21d09i-k11/001']);
    expect(pathsOf(pairs[1])).toEqual({
      id: 'train/4be21d09i-k11/001',
      garmentId: 'clothes_person/img/4BE21D09I/4BE21D09I-K11@10=cloth_front',
      category: 'upper',
      photo: 'train/train_frames/4be21d09i-k11/001.png',
      garment: 'clothes_person/img/4BE21D09I/4BE21D09I-K11@10=cloth_front.jpg',
      labels: 'train/train_frames_parsing/4be21d09i-k11/001_label.png',
      bodyParts: 'train/densepose/4be21d09i-k11/001_IUV.png',
      pose: 'train/train_frames_keypoint/4be21d09i-k11/001_keypoints.json',
    });
  });

  it('should find frame and garment when the copy is the one of the challenge', async () => {
    const files = emptyFiles(
      'lip_clothes_person/4be21d09i-k11/cloth_front.jpg',
      'lip_clothes_person/4be21d09i-k11/person.png',
      'lip_test_frames/4be21d09i-k11/000.png',
      'lip_test_frames_keypoint/4be21d09i-k11/000_keypoints.json',
    );
    const [pair] = await findVvtPairs(files);
    expect(pathsOf(pair)).toMatchObject({
      garment: 'lip_clothes_person/4be21d09i-k11/cloth_front.jpg',
      pose: 'lip_test_frames_keypoint/4be21d09i-k11/000_keypoints.json',
    });
  });

  it('should refuse when there is no frame', () => {
    expect(() => findVvtPairs(emptyFiles('a/b.png'), 'test')).toThrow(/no test_frames\/VIDEO\/FRAME\.png/);
  });
});
