import { describe, expect, it } from 'vitest';
import { fitScale, moveByKey, placeUnder, scrollToShow } from './picture-view.js';

const PICTURE = { width: 400, height: 800 };

describe('fitScale', () => {
  it('should show all of the picture', () => {
    expect(fitScale({ width: 300, height: 400 }, PICTURE)).toBe(0.5);
    expect(fitScale({ width: 100, height: 4000 }, PICTURE)).toBe(0.25);
  });
});

describe('placeUnder', () => {
  it('should answer picture pixels for a picture shown at any size and place', () => {
    const box = { left: 10, top: -50, width: 200, height: 400 };

    expect(placeUnder({ clientX: 10, clientY: -50 }, box, PICTURE)).toEqual({ x: 0, y: 0 });
    expect(placeUnder({ clientX: 60, clientY: 50 }, box, PICTURE)).toEqual({ x: 100, y: 200 });
  });
});

describe('moveByKey', () => {
  it('should move by a step and stop at the border', () => {
    expect(moveByKey({ x: 10, y: 10 }, 'ArrowRight', 8, PICTURE)).toEqual({ x: 18, y: 10 });
    expect(moveByKey({ x: 10, y: 5 }, 'ArrowUp', 8, PICTURE)).toEqual({ x: 10, y: 0 });
    expect(moveByKey({ x: 10, y: 799 }, 'ArrowDown', 8, PICTURE)).toEqual({ x: 10, y: 800 });
  });

  it('should leave other keys alone', () => {
    expect(moveByKey({ x: 1, y: 1 }, 'a', 8, PICTURE)).toBeUndefined();
  });
});

describe('scrollToShow', () => {
  it('should scroll only as far as needed', () => {
    expect(scrollToShow(100, 200, 150, 20)).toBe(100);
    expect(scrollToShow(100, 200, 110, 20)).toBe(90);
    expect(scrollToShow(100, 200, 290, 20)).toBe(110);
    expect(scrollToShow(100, 200, 5, 20)).toBe(0);
  });
});
