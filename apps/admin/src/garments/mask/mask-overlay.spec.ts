import { describe, expect, it } from 'vitest';
import { overlayPixels } from './mask-overlay.js';
import { MaskPainting } from './mask-painting.js';

describe('overlayPixels', () => {
  it('should veil what is not marked and leave the garment clear', () => {
    const mask = new MaskPainting(3, 2, Uint8Array.from([9, 0, 255, 9, 51, 0]));

    const opacities = (style: 'marking' | 'cutout') =>
      [...overlayPixels(mask, { left: 1, top: 0, width: 2, height: 2 }, style)].filter((_, i) => i % 4 === 3);

    expect(opacities('marking')).toEqual([165, 0, 132, 165]);
    expect(opacities('cutout')).toEqual([255, 0, 204, 255]);
  });

  it('should draw the same stripes whichever window is asked for', () => {
    const mask = new MaskPainting(256, 2, new Uint8Array(512));
    const row = (left: number, width: number) => [
      ...overlayPixels(mask, { left, top: 1, width, height: 1 }, 'marking'),
    ];

    expect(row(100, 20)).toEqual(row(0, 256).slice(400, 480));
    expect(new Set(row(0, 256).filter((_, i) => i % 4 === 0)).size).toBe(2);
  });
});
