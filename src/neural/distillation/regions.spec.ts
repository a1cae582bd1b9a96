import { describe, expect, it } from 'vitest';
import { KEYPOINTS, LIP } from '../datasets/data-set.js';
import { computeAll } from '../testing/compute.js';
import { heatMaps, regionsOf } from './regions.js';

const [HEIGHT, WIDTH] = [32, 24];

/** A label map that is `background` but for rectangles. */
function labelMap(
  ...parts: readonly { label: number; top: number; left: number; height: number; width: number }[]
): Float32Array {
  const labels = new Float32Array(HEIGHT * WIDTH);
  for (const { label, top, left, height, width } of parts) {
    for (let y = top; y < top + height; y++) labels.fill(label, y * WIDTH + left, y * WIDTH + left + width);
  }
  return labels;
}

/** Keypoints that are unseen but for those given. */
function pose(
  seen: Partial<Record<(typeof KEYPOINTS)[number], readonly [x: number, y: number]>>,
): Float32Array {
  const keypoints = new Float32Array(KEYPOINTS.length * 3);
  for (const [name, [x, y]] of Object.entries(seen)) {
    keypoints.set([x, y, 1], KEYPOINTS.indexOf(name as (typeof KEYPOINTS)[number]) * 3);
  }
  return keypoints;
}

async function regions(labels: Float32Array, keypoints = pose({})) {
  const made = await computeAll(
    (a, b) => ({ ...regionsOf(a, b) }),
    [
      { shape: [1, 1, HEIGHT, WIDTH], values: labels },
      { shape: [1, KEYPOINTS.length, 3], values: keypoints },
    ],
  );
  return (name: string, x: number, y: number) => made[name]?.values[y * WIDTH + x];
}

describe('regionsOf', () => {
  it('should tell garment, face, other clothes and skin by their labels', async () => {
    const at = await regions(
      labelMap(
        { label: LIP.hair, top: 0, left: 8, height: 4, width: 8 },
        { label: LIP.neck, top: 4, left: 10, height: 2, width: 4 },
        { label: LIP.dress, top: 6, left: 6, height: 10, width: 12 },
        { label: LIP.leftArm, top: 6, left: 2, height: 10, width: 4 },
        { label: LIP.trousers, top: 16, left: 6, height: 16, width: 12 },
      ),
    );

    const places = {
      hair: [10, 1],
      neck: [11, 5],
      dress: [10, 10],
      arm: [3, 8],
      trousers: [8, 20],
      wall: [22, 2],
    };
    const table = Object.fromEntries(
      Object.entries(places).map(([place, [x = 0, y = 0]]) => [
        place,
        ['worn', 'faceAndHair', 'otherClothes', 'skin'].filter((name) => at(name, x, y) === 1),
      ]),
    );
    expect(table).toEqual({
      hair: ['faceAndHair'],
      neck: ['skin'],
      dress: ['worn'],
      arm: ['skin'],
      trousers: ['otherClothes'],
      wall: [],
    });
  });

  it('should hide whole squares that the garment touches, so that its outline is lost', async () => {
    const at = await regions(labelMap({ label: LIP.upperClothes, top: 7, left: 5, height: 4, width: 4 }));

    // Squares of 2×2 pixels: rows 6 … 11, columns 4 … 9.
    expect([at('hidden', 4, 6), at('hidden', 9, 11)]).toEqual([1, 1]);
    expect([at('hidden', 3, 6), at('hidden', 10, 11), at('hidden', 4, 5), at('hidden', 4, 12)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('should keep the arm as a hand only beyond the wrist', async () => {
    const labels = labelMap({ label: LIP.rightArm, top: 10, left: 0, height: 3, width: WIDTH });
    const centre = 11.5 / HEIGHT;

    const at = await regions(
      labels,
      pose({ rightElbow: [4 / WIDTH, centre], rightWrist: [14 / WIDTH, centre] }),
    );
    const unseen = await regions(labels, pose({ rightWrist: [14 / WIDTH, centre] }));

    // The hand's middle is 35 % of the forearm beyond the wrist: column 17.5, radius 1.6 pixels.
    expect([at('hands', 17, 11), at('hands', 18, 11)]).toEqual([1, 1]);
    expect([at('hands', 10, 11), at('hands', 22, 11), at('hands', 17, 14)]).toEqual([0, 0, 0]);
    expect(unseen('hands', 17, 11)).toBe(0);
  });
});

describe('heatMaps', () => {
  it('should peak at seen keypoints and stay empty for the others', async () => {
    const made = await computeAll(
      (keypoints) => ({ maps: heatMaps(keypoints, HEIGHT, WIDTH) }),
      [{ shape: [1, KEYPOINTS.length, 3], values: pose({ neck: [8.5 / WIDTH, 20.5 / HEIGHT] }) }],
    );

    const maps = made.maps?.values ?? [];
    const plane = HEIGHT * WIDTH;
    const neck = maps.slice(plane, 2 * plane);
    expect(neck.indexOf(Math.max(...neck))).toBe(20 * WIDTH + 8);
    expect(Math.max(...neck)).toBeCloseTo(1, 5);
    expect(Math.max(...maps.slice(0, plane))).toBe(0);
  });
});
