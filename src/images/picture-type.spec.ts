import { describe, expect, it } from 'vitest';
import { pipelineOf, testPicture } from '../../test/support/test-picture.js';
import { sniffPictureType } from './picture-type.js';

describe('sniffPictureType', () => {
  const pipeline = pipelineOf(testPicture(8, 8));

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)(
    'should tell a real %s',
    async (format) => {
      expect(sniffPictureType(await pipeline.clone().toFormat(format).toBuffer())).toBe(format);
    },
  );

  it.each([
    ['svg', '<?xml version="1.0"?><!-- x --><svg width="1">'],
    ['svg', '<SVG>'],
    ['pdf', '%PDF-1.4'],
    ['heif', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['avif', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf'],
    ['unknown', '\0\0\0\x18ftypmp42\0\0\0\0mp42isom'],
    ['unknown', 'RIFF\0\0\0\0WAVE'],
    ['unknown', '<svgfoo>'],
    ['unknown', ''],
  ])('should answer %s for %j', (type, text) => {
    expect(sniffPictureType(Buffer.from(text, 'latin1'))).toBe(type);
  });

  it('should not read beyond the end when a box claims to be longer than the file', () => {
    expect(sniffPictureType(Buffer.from('\xff\xff\xff\xffftypheic', 'latin1'))).toBe('heif');
    expect(sniffPictureType(Buffer.from('\0\0\0\x18ftyp', 'latin1'))).toBe('unknown');
  });
});
