import { describe, expect, it } from 'vitest';
import { resizeLabels } from './resize-labels.js';

describe('resizeLabels', () => {
  it('should make up no label when it shrinks or enlarges', () => {
    const raster = { data: Uint8Array.of(3, 9, 5, 7), width: 2, height: 2 };
    expect(resizeLabels(raster, { height: 4, width: 2 })).toEqual(Uint8Array.of(3, 9, 3, 9, 5, 7, 5, 7));
    expect(resizeLabels(raster, { height: 1, width: 1 })).toEqual(Uint8Array.of(7));
  });
});
