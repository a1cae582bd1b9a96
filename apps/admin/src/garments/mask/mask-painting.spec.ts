import { describe, expect, it } from 'vitest';
import { MaskPainting } from './mask-painting.js';

const SIZE = { width: 40, height: 30 };

function painting(level = 0): MaskPainting {
  return new MaskPainting(SIZE.width, SIZE.height, new Uint8Array(SIZE.width * SIZE.height).fill(level));
}

const at = ({ data }: MaskPainting, x: number, y: number): number => data[y * SIZE.width + x] ?? NaN;

describe('MaskPainting', () => {
  it('should mark a round dot with a soft edge', () => {
    const mask = painting();

    const window = mask.begin({ x: 20, y: 15 }, 'brush', 5);
    mask.end();

    const area = mask.data.reduce((sum, level) => sum + level / 255, 0);
    expect(Math.abs(area - Math.PI * 25)).toBeLessThan(1.5);
    expect([at(mask, 20, 15), at(mask, 27, 15), at(mask, 23, 18)]).toEqual([255, 0, 140]);
    expect(window).toEqual({ left: 14, top: 9, width: 12, height: 12 });
  });

  it('should leave no gap between two places far apart', () => {
    const mask = painting();

    mask.begin({ x: 5.5, y: 5.5 }, 'brush', 2);
    mask.extend({ x: 35.5, y: 25.5 });
    mask.end();

    for (let step = 0; step <= 30; step++) {
      expect(at(mask, 5 + step, Math.round(5 + (step * 20) / 30))).toBe(255);
    }
    expect(at(mask, 35, 5)).toBe(0);
  });

  it('should take marks away with the eraser, down to nothing', () => {
    const mask = painting(255);

    mask.begin({ x: 20, y: 15 }, 'eraser', 5);
    mask.end();

    expect([at(mask, 20, 15), at(mask, 0, 0)]).toEqual([0, 255]);
    expect(mask.coveredShare).toBeCloseTo(1 - (Math.PI * 25) / (SIZE.width * SIZE.height), 1);
  });

  it('should stay inside the picture when a stroke leaves it', () => {
    const mask = painting();

    mask.begin({ x: -3, y: -3 }, 'brush', 6);
    const outside = mask.extend({ x: -50, y: 90 });
    const away = mask.extend({ x: -60, y: 95 });
    mask.end();

    expect(at(mask, 0, 0)).toBe(255);
    expect(at(mask, 39, 29)).toBe(0);
    expect(outside.left).toBe(0);
    expect(outside.top + outside.height).toBeLessThanOrEqual(SIZE.height);
    expect(away.width * away.height).toBe(0);
  });

  it('should take back and do again a whole stroke at a time', () => {
    const mask = painting();
    const blank = mask.data.slice();
    mask.begin({ x: 10, y: 10 }, 'brush', 4);
    mask.extend({ x: 30, y: 10 });
    mask.end();
    const first = mask.data.slice();
    mask.begin({ x: 20, y: 10 }, 'eraser', 3);
    mask.end();
    const second = mask.data.slice();

    mask.undo();
    expect(mask.data).toEqual(first);
    mask.undo();
    expect(mask.data).toEqual(blank);
    expect([mask.canUndo, mask.canRedo]).toEqual([false, true]);
    mask.redo();
    mask.redo();
    expect(mask.data).toEqual(second);
    expect([mask.canUndo, mask.canRedo]).toEqual([true, false]);
  });

  it('should forget what was taken back when something new is drawn', () => {
    const mask = painting();
    mask.begin({ x: 10, y: 10 }, 'brush', 4);
    mask.undo();

    mask.begin({ x: 30, y: 20 }, 'brush', 4);
    mask.end();

    expect(mask.canRedo).toBe(false);
    expect(mask.redo()).toMatchObject({ width: 0 });
    expect(at(mask, 10, 10)).toBe(0);
  });

  it('should not note a stroke that changes nothing', () => {
    const mask = painting(255);

    mask.begin({ x: 10, y: 10 }, 'brush', 4);
    mask.end();

    expect(mask.canUndo).toBe(false);
    expect(mask.extend({ x: 1, y: 1 })).toMatchObject({ width: 0 });
  });

  it('should refuse levels that do not fit the size', () => {
    expect(() => new MaskPainting(2, 2, new Uint8Array(3))).toThrow(RangeError);
  });
});
