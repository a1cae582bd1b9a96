import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SYNTHETIC_XMP } from '../../../../src/images/synthetic-mark.js';
import { markSynthetic } from './mark-synthetic.js';

const drawn = sharp({ create: { width: 20, height: 30, channels: 3, background: '#a1b2c3' } });

describe('markSynthetic', () => {
  it.each(['jpeg', 'png'] as const)(
    'should add the mark to a %s and leave its pixels alone',
    async (format) => {
      const plain = await drawn.clone().toFormat(format).toBuffer();

      const marked = markSynthetic(plain);

      const { xmpAsString } = await sharp(marked, { failOn: 'warning' }).metadata();
      expect(xmpAsString).toBe(SYNTHETIC_XMP);
      expect(await sharp(marked, { failOn: 'warning' }).raw().toBuffer()).toEqual(
        await sharp(plain).raw().toBuffer(),
      );
    },
  );

  it('should refuse another kind of file', () => {
    expect(() => markSynthetic(Buffer.from('RIFF'))).toThrow(TypeError);
  });
});
