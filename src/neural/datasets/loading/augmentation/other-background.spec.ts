import { describe, expect, it } from 'vitest';
import { Random } from '../../../random.js';
import { LIP } from '../../data-set.js';
import { patternPair } from '../testing/pattern-pair.js';
import { drawBackground, replaceBackground } from './other-background.js';

const SIZE = { height: 20, width: 20 };
const PIXELS = 400;
const at = (x: number, y: number): number => y * 20 + x;

/** White, with a person of grey 90 from column 5 to 14. */
function person(): ReturnType<typeof patternPair> {
  const labels = Uint8Array.from({ length: PIXELS }, (_, i) =>
    i % 20 >= 5 && i % 20 < 15 ? LIP.upperClothes : LIP.background,
  );
  const photo = Uint8Array.from({ length: 3 * PIXELS }, (_, i) => (labels[i % PIXELS] === 0 ? 255 : 90));
  return patternPair(0, { ...SIZE, labels, photo });
}

const GREEN = { from: [0, 200, 0], to: [0, 200, 0], direction: 0 };

function rgb(picture: Uint8Array, x: number, y: number): number[] {
  return [0, 1, 2].map((channel) => picture[channel * PIXELS + at(x, y)]!);
}

describe('replaceBackground', () => {
  it('should replace what is no person and soften the line beside the person', () => {
    const { photo } = replaceBackground(person(), GREEN);

    expect(rgb(photo, 0, 10)).toEqual([0, 200, 0]);
    expect(rgb(photo, 3, 10)).toEqual([0, 200, 0]);
    for (const x of [5, 10, 14]) expect(rgb(photo, x, 10)).toEqual([90, 90, 90]);
    const [red, green] = rgb(photo, 4, 10);
    expect(red).toBeGreaterThan(50);
    expect(green).toBeLessThan(255);
  });

  it('should run from one colour to the other along the direction', () => {
    const { photo } = replaceBackground(person(), {
      from: [0, 0, 0],
      to: [200, 100, 40],
      direction: Math.PI / 2,
    });

    expect(rgb(photo, 0, 0)).toEqual([5, 3, 1]);
    expect(rgb(photo, 19, 19)).toEqual([195, 98, 39]);
    expect(rgb(photo, 1, 7)).toEqual(rgb(photo, 18, 7));
  });

  it('should keep a wider garment of the other picture and give both the same background', () => {
    const pair = person();
    const otherwise = pair.photo.slice();
    for (let channel = 0; channel < 3; channel++) otherwise[channel * PIXELS + at(17, 10)] = 30;

    const replaced = replaceBackground({ ...pair, otherwise }, GREEN);

    expect(rgb(replaced.otherwise!, 17, 10)).toEqual([30, 30, 30]);
    expect(rgb(replaced.otherwise!, 1, 3)).toEqual(rgb(replaced.photo, 1, 3));
    expect(rgb(replaced.photo, 17, 10)).toEqual([0, 200, 0]);
  });

  it('should draw plain backgrounds and gradients of colours that exist', () => {
    const random = new Random(2);

    const drawn = Array.from({ length: 100 }, () => drawBackground(random));

    const plain = drawn.filter(({ from, to }) => from === to).length;
    expect(plain).toBeGreaterThan(30);
    expect(plain).toBeLessThan(70);
    for (const { from, to } of drawn)
      for (const value of [...from, ...to]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(255);
      }
  });
});
