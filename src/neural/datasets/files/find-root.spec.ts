import { describe, expect, it } from 'vitest';
import { emptyFiles } from '../testing/memory-files.js';
import { findRoot } from './find-root.js';

const folders = ['image', 'cloth'];

describe('findRoot', () => {
  it.each([
    ['at the top', '', emptyFiles('image/a', 'cloth/b')],
    ['in a folder', 'x/train/', emptyFiles('x/train/image/a', 'x/train/cloth/b', 'x/readme')],
    ['beside half of another', 'b/', emptyFiles('a/image/1', 'b/image/1', 'b/cloth/1')],
  ])('should find the folders when they lie %s', (_, root, files) => {
    expect(findRoot(files, { folders })).toBe(root);
  });

  const splits = emptyFiles('train/image/a', 'train/cloth/a', 'test/image/b', 'test/cloth/b');

  it('should take the split asked for when there are several', () => {
    expect(findRoot(splits, { folders, split: 'test' })).toBe('test/');
  });

  it('should take the only folder when it was given as the split itself', () => {
    expect(findRoot(emptyFiles('image/a', 'cloth/b'), { folders, split: 'train' })).toBe('');
  });

  it('should ask for the split when there are several and none is named', () => {
    expect(() => findRoot(splits, { folders })).toThrow(/exist in test\/, train\/; name the split/);
  });

  it('should say what is needed and what is there when nothing fits', () => {
    expect(() => findRoot(emptyFiles('a/b'), { folders })).toThrow(
      /needs image\/, cloth\/, which were not found\.$/,
    );
    expect(() => findRoot(splits, { folders, split: 'val' })).toThrow(
      /in a folder val\/.*There is: .*train\//,
    );
  });
});
