import { describe, expect, it } from 'vitest';
import { Random } from '../../../random.js';
import { LIP } from '../../data-set.js';
import { patternPair } from '../testing/pattern-pair.js';
import { LINEAR_LIGHT, toValue } from './linear-light.js';
import { changeSkinTone } from './skin-tone.js';
import { drawSkinTone, SKIN_TONES } from './skin-tones.js';

const SIZE = { height: 24, width: 24 };
const PIXELS = 576;
const DARK = [75, 55, 46] as const;
const at = (x: number, y: number): number => y * 24 + x;

/** A face in columns 4…11 whose shading falls from the top down, a blue shirt in 12…19, white beside. */
function person(): ReturnType<typeof patternPair> {
  const labels = new Uint8Array(PIXELS);
  const photo = new Uint8Array(3 * PIXELS).fill(255);
  for (let y = 0; y < 24; y++)
    for (let x = 4; x < 20; x++) {
      const isFace = x < 12;
      labels[at(x, y)] = isFace ? LIP.face : LIP.upperClothes;
      const light = 1 - y / 48;
      const colour = isFace ? [214, 180, 160] : [40, 60, 150];
      colour.forEach((value, channel) => {
        photo[channel * PIXELS + at(x, y)] = isFace ? Math.round(value * light) : value;
      });
    }
  return patternPair(0, { ...SIZE, labels, photo });
}

/** Mean light of a channel over the pixels of a label. */
function meanLight(picture: Uint8Array, labels: Uint8Array, label: number, channel: number): number {
  const values = [...labels.keys()].filter((i) => labels[i] === label);
  return values.reduce((sum, i) => sum + LINEAR_LIGHT[picture[channel * PIXELS + i]!]!, 0) / values.length;
}

function rgb(picture: Uint8Array, x: number, y: number): number[] {
  return [0, 1, 2].map((channel) => picture[channel * PIXELS + at(x, y)]!);
}

describe('changeSkinTone', () => {
  it('should bring the mean of the skin to the tone', () => {
    const pair = person();

    const { photo } = changeSkinTone(pair, DARK);

    DARK.forEach((value, channel) => {
      const mean = toValue(meanLight(photo, pair.labels, LIP.face, channel));
      expect(toValue(meanLight(pair.photo, pair.labels, LIP.face, channel))).toBeGreaterThan(value + 40);
      // Along the outline the change is softened.
      expect(Math.abs(mean - value)).toBeLessThan(16);
    });
    const inner = pair.labels.map((label, i) => (label === LIP.face && i % 24 > 4 && i % 24 < 11 ? 99 : 0));
    DARK.forEach((value, channel) =>
      expect(Math.abs(toValue(meanLight(photo, inner, 99, channel)) - value)).toBeLessThanOrEqual(1),
    );
  });

  it('should keep the shading', () => {
    const pair = person();

    const { photo } = changeSkinTone(pair, DARK);

    const ratio = (picture: Uint8Array): number =>
      LINEAR_LIGHT[picture[at(8, 20)]!]! / LINEAR_LIGHT[picture[at(8, 2)]!]!;
    expect(ratio(photo)).toBeCloseTo(ratio(pair.photo), 1);
  });

  it('should leave everything but the skin and one pixel around it', () => {
    const pair = person();

    const { photo, labels } = changeSkinTone(pair, DARK);

    for (const x of [0, 1, 2, 13, 16, 19, 22]) expect(rgb(photo, x, 12)).toEqual(rgb(pair.photo, x, 12));
    expect(labels).toBe(pair.labels);
  });

  it('should change arms that the other garment leaves bare, and not its cloth', () => {
    const pair = person();
    const otherwise = pair.photo.slice();
    for (let y = 0; y < 24; y++)
      for (let x = 12; x < 20; x++)
        [y < 12 ? 210 : 30, y < 12 ? 178 : 120, y < 12 ? 157 : 60].forEach((value, channel) => {
          otherwise[channel * PIXELS + at(x, y)] = value;
        });

    const changed = changeSkinTone({ ...pair, otherwise }, DARK).otherwise!;

    const bare = rgb(changed, 16, 5);
    bare.forEach((value, channel) => expect(value).toBeLessThan(DARK[channel]! + 25));
    expect(rgb(changed, 16, 18)).toEqual([30, 120, 60]);
    expect(rgb(changed, 7, 12)).toEqual(rgb(changeSkinTone(pair, DARK).photo, 7, 12));
  });

  it('should leave a person without visible skin', () => {
    const pair = { ...person(), labels: new Uint8Array(PIXELS).fill(LIP.coat) };

    expect(changeSkinTone(pair, DARK)).toBe(pair);
  });

  it('should draw tones from the lightest to the darkest', () => {
    const random = new Random(5);

    const reds = Array.from({ length: 500 }, () => drawSkinTone(random)[0]);

    expect(Math.max(...reds)).toBeLessThanOrEqual(SKIN_TONES[0]![0]);
    expect(Math.max(...reds)).toBeGreaterThan(215);
    expect(Math.min(...reds)).toBeLessThan(65);
    expect(Math.min(...reds)).toBeGreaterThanOrEqual(SKIN_TONES.at(-1)![0]);
  });
});

describe('linear light', () => {
  it('should come back to every value', () => {
    for (let value = 0; value < 256; value++) expect(toValue(LINEAR_LIGHT[value]!)).toBe(value);
    expect(toValue(1.7)).toBe(255);
  });
});
