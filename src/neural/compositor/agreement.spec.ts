import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { composeTryOn } from './compose-try-on.js';
import { GarmentPyramid } from './garment-pyramid.js';
import type { NetworkMaps } from './network-maps.js';

/** Of the model that ships; boxes are given for half of it. */
const [HEIGHT, WIDTH] = [256, 192];
const PLANE = HEIGHT * WIDTH;

/** A figure before a wall, or a shirt: boxes of colour, [3, height, width], −1…1. */
function boxes(list: { colour: number[]; box: [number, number, number, number] }[]): Float32Array {
  const planes = new Float32Array(3 * PLANE);
  for (const { colour, box } of list) {
    const [left, top, right, bottom] = box.map((side) => side * 2) as typeof box;
    for (let y = top; y < bottom; y++) {
      colour.forEach((value, c) =>
        planes.fill(value / 127.5 - 1, c * PLANE + y * WIDTH + left, c * PLANE + y * WIDTH + right),
      );
    }
  }
  return planes;
}

function toBytes(planes: Float32Array): Uint8Array {
  return Uint8Array.from({ length: 3 * PLANE }, (_, at) =>
    Math.round((planes[(at % 3) * PLANE + Math.floor(at / 3)]! + 1) * 127.5),
  );
}

describe('composeTryOn beside the shipped model', () => {
  it("should agree with the network's own try-on on the garment when the photo has the network's size", async () => {
    const person = boxes([
      { colour: [235, 235, 235], box: [0, 0, 96, 128] },
      { colour: [90, 60, 40], box: [38, 6, 58, 24] },
      { colour: [225, 180, 155], box: [41, 10, 55, 32] },
      { colour: [225, 180, 155], box: [20, 44, 28, 96] },
      { colour: [225, 180, 155], box: [68, 44, 76, 96] },
      { colour: [30, 60, 140], box: [28, 32, 68, 96] },
      { colour: [40, 40, 45], box: [30, 96, 66, 128] },
    ]);
    const shirt: [number, number, number, number] = [32, 32, 160, 224];
    const garmentMask = new Float32Array(PLANE);
    for (let y = shirt[1]; y < shirt[3]; y++) garmentMask.fill(1, y * WIDTH + shirt[0], y * WIDTH + shirt[2]);
    const opaque = boxes([
      { colour: [190, 40, 50], box: [0, 0, 96, 128] },
      { colour: [240, 220, 60], box: [0, 60, WIDTH, 76] },
    ]);
    const garment = opaque.map((value, at) => value * garmentMask[at % PLANE]!);
    const model = readFileSync(new URL('../../../models/small-student/model.onnx', import.meta.url));
    const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
    const answer = await session.run({
      person: new Tensor('float32', person, [1, 3, HEIGHT, WIDTH]),
      garment: new Tensor('float32', garment, [1, 3, HEIGHT, WIDTH]),
      garment_mask: new Tensor('float32', garmentMask, [1, 1, HEIGHT, WIDTH]),
    });
    const output = (name: string): Float32Array => answer[name]!.data as Float32Array;
    const maps: NetworkMaps = {
      height: HEIGHT,
      width: WIDTH,
      person,
      garmentMask,
      flow: output('flow'),
      flowHeight: HEIGHT / 4,
      flowWidth: WIDTH / 4,
      composition: output('composition'),
      rendered: output('rendered'),
      preservation: output('preservation'),
    };

    const result = composeTryOn({
      photo: { width: WIDTH, height: HEIGHT, data: toBytes(person) },
      window: { left: 0, top: 0, width: WIDTH, height: HEIGHT },
      garment: new GarmentPyramid(
        { width: WIDTH, height: HEIGHT, data: toBytes(opaque) },
        { width: WIDTH, height: HEIGHT, data: Uint8Array.from(garmentMask, (value) => value * 255) },
      ),
      maps,
    });

    const expected = toBytes(output('try_on'));
    const onGarment = [...maps.composition.keys()].filter((i) => maps.composition[i]! > 0.95);
    const differences = onGarment.flatMap((i) =>
      [0, 1, 2].map((c) => Math.abs(result.data[i * 3 + c]! - expected[i * 3 + c]!)),
    );
    expect(onGarment.length).toBeGreaterThan(2000);
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(3);
  });
});
