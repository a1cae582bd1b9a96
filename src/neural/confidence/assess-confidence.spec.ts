import { describe, expect, it } from 'vitest';
import type { NetworkMaps } from '../compositor/network-maps.js';
import { assessConfidence } from './assess-confidence.js';

const HEIGHT = 64;
const WIDTH = 48;
const FLOW_HEIGHT = 16;
const FLOW_WIDTH = 12;
const PLANE = HEIGHT * WIDTH;

/** A garment in the middle half of the frame, worn as it lies: identity flow, most of the photo kept. */
function soundMaps(): { -readonly [K in keyof NetworkMaps]: NetworkMaps[K] } {
  const garmentMask = new Float32Array(PLANE);
  for (let y = HEIGHT / 4; y < (HEIGHT * 3) / 4; y++) {
    for (let x = WIDTH / 4; x < (WIDTH * 3) / 4; x++) garmentMask[y * WIDTH + x] = 1;
  }
  return {
    height: HEIGHT,
    width: WIDTH,
    person: new Float32Array(3 * PLANE).fill(0.2),
    garmentMask,
    flow: flowBy((x, y) => [x, y]),
    flowHeight: FLOW_HEIGHT,
    flowWidth: FLOW_WIDTH,
    composition: garmentMask.slice(),
    rendered: new Float32Array(3 * PLANE).fill(0.2),
    preservation: new Float32Array(PLANE).fill(0.8),
  };
}

function flowBy(position: (x: number, y: number) => [number, number]): Float32Array {
  const plane = FLOW_HEIGHT * FLOW_WIDTH;
  const flow = new Float32Array(2 * plane);
  for (let i = 0; i < plane; i++) {
    const x = (((i % FLOW_WIDTH) + 0.5) / FLOW_WIDTH) * 2 - 1;
    const y = ((Math.floor(i / FLOW_WIDTH) + 0.5) / FLOW_HEIGHT) * 2 - 1;
    [flow[i], flow[plane + i]] = position(x, y);
  }
  return flow;
}

describe('assessConfidence', () => {
  it('should be sure when the garment is worn as a garment is', () => {
    expect(assessConfidence(soundMaps()).score).toBeGreaterThan(0.9);
  });

  it('should doubt the masks when the garment is painted elsewhere than it is warped to', () => {
    const maps = soundMaps();
    maps.composition = new Float32Array(PLANE);
    maps.composition.set(maps.garmentMask.subarray(0, PLANE - 16 * WIDTH), 16 * WIDTH);

    const { maskAgreement, score } = assessConfidence(maps);

    expect(maskAgreement).toBeCloseTo(1 / 3, 5);
    expect(score).toBeLessThanOrEqual(maskAgreement);
  });

  it('should count folds when the flow mirrors half of the garment', () => {
    const maps = soundMaps();
    maps.flow = flowBy((x, y) => [-Math.abs(x), y]);

    // Of six columns of cells three are mirrored and the one before them is squeezed to nothing.
    expect(assessConfidence(maps).flowRegularity).toBeCloseTo(1 / 3, 5);
  });

  it.each([
    ['tiny', (x: number, y: number): [number, number] => [x * 4, y * 4]],
    ['far off to one side', (x: number, y: number): [number, number] => [x + 0.7, y]],
    ['outside of the frame', (x: number, y: number): [number, number] => [x + 3, y]],
  ])('should doubt the coverage when the garment is %s', (_what, position) => {
    const maps = soundMaps();
    maps.flow = flowBy(position);

    expect(assessConfidence(maps).coverage).toBeLessThan(0.5);
  });

  it.each([
    [0.8, 1],
    [1, 0.5],
    [1.3, 0],
  ])('should doubt a photo that lies %d from those of training', (personDistance, familiarity) => {
    const { personFamiliarity, score } = assessConfidence({ ...soundMaps(), personDistance });

    expect(personFamiliarity).toBeCloseTo(familiarity, 5);
    expect(score).toBeLessThanOrEqual(familiarity);
  });

  it('should leave the familiarity out when the model does not tell it', () => {
    expect(assessConfidence(soundMaps())).not.toHaveProperty('personFamiliarity');
  });

  it.each([
    ['repaints most of the photo', 0.3, 0.2],
    ['keeps everything, as if nobody were there', 1, 0.2],
    ['paints something else than the photo', 0.8, 0.6],
  ])('should doubt the photo when the network %s', (_what, kept, painted) => {
    const maps = soundMaps();
    maps.preservation = new Float32Array(PLANE).fill(kept);
    maps.rendered = new Float32Array(3 * PLANE).fill(painted);

    const { photoConsistency, score } = assessConfidence(maps);

    expect(photoConsistency).toBeLessThan(0.5);
    expect(score).toBe(photoConsistency);
  });
});
