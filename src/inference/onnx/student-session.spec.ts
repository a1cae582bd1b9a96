import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCutout, decodePicture } from '../../images/decode-picture.js';
import { personWindow, toNetworkTensor } from '../../images/network-frame.js';
import { type GarmentTensors, loadGarmentTensors } from '../../images/garment-tensors.js';
import { prepareGarment } from '../../images/prepare-garment.js';
import { type LoadedModel, ModelRegistry } from '../../models/model-registry.js';
import { decodeModel } from '../../neural/graph/onnx-model.js';
import { splitStudent, trimStudent } from './split-student.js';
import { STUDENT_MAPS } from '../../neural/networks/student-maps.js';
import { StudentSession } from './student-session.js';

const LIMITS = { maxBytes: 32e6, maxPixels: 50e6, timeoutSeconds: 30 };
const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

let model: LoadedModel;
let person: Float32Array;
let garment: GarmentTensors;
/** What the model's own graph answers, cut nowhere. */
let whole: Readonly<Record<string, Float32Array>>;

beforeAll(async () => {
  const registry = new ModelRegistry({
    folder: root('models'),
    production: false,
    allowResearchModels: true,
  });
  model = await registry.load('small-student');
  const { frame } = model.card;
  const photo = await decodePicture(await readFile(root('samples/people/p01_g04.jpg')), LIMITS);
  person = toNetworkTensor(photo, personWindow(photo.width, photo.height), frame);
  const { cutout } = await prepareGarment(await readFile(root('samples/garments/g08.jpg')), LIMITS);
  garment = loadGarmentTensors(await decodeCutout(cutout, LIMITS), frame);
  const image = (data: Float32Array, channels: number): Tensor =>
    new Tensor('float32', data, [1, channels, frame.height, frame.width]);
  const session = await InferenceSession.create(model.graph, { intraOpNumThreads: 1 });
  const results = await session.run({
    person: image(person, 3),
    garment: image(garment.garment, 3),
    garment_mask: image(garment.mask, 1),
  });
  whole = Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
  await session.release();
});

function farthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Infinity))), 0);
}

describe('splitStudent', () => {
  it('should cut the graph so that each part asks for what it needs alone', () => {
    const features = model.card.features!;
    const parts = splitStudent(model.graph, features);
    const borders = (graph: Uint8Array) => {
      const { input, output } = decodeModel(graph).graph;
      return { inputs: input.map(({ name }) => name), outputs: output.map(({ name }) => name) };
    };
    const names = (tensors: readonly { name: string }[]) => tensors.map(({ name }) => name);

    expect(borders(parts.personEncoder)).toEqual({ inputs: ['person'], outputs: names(features.person) });
    expect(borders(parts.garmentEncoder)).toEqual({
      inputs: ['garment', 'garment_mask'],
      outputs: names(features.garment),
    });
    const read = [...STUDENT_MAPS, 'person_distance'];
    expect(borders(parts.fitting).outputs).toEqual(read);
    expect(borders(trimStudent(model.graph)).outputs).toEqual(read);
  });

  it('should leave both encoders out of the fitting, so that kept features save their work', () => {
    const { personEncoder, garmentEncoder, fitting } = splitStudent(model.graph, model.card.features!);
    const convolutions = (graph: Uint8Array): number =>
      decodeModel(graph).graph.node.filter(({ opType }) => opType === 'Conv').length;

    expect(convolutions(personEncoder)).toBeGreaterThan(5);
    expect(convolutions(garmentEncoder)).toBeGreaterThan(5);
    expect(convolutions(personEncoder) + convolutions(garmentEncoder) + convolutions(fitting)).toBe(
      convolutions(model.graph),
    );
  });

  it('should say so when the graph has no such tensors', () => {
    const tensor = { name: 'no-such-tensor', shape: [1], meaning: 'none' };

    expect(() => splitStudent(model.graph, { person: [tensor], garment: [tensor] })).toThrow(
      'no-such-tensor',
    );
  });
});

describe('StudentSession', () => {
  const sessions: StudentSession[] = [];
  const open = async (card = model.card): Promise<StudentSession> => {
    const session = await StudentSession.open({ ...model, card }, 'cpu', 1);
    sessions.push(session);
    return session;
  };
  afterAll(async () => {
    for (const session of sessions) await session.close();
  });

  it('should answer within 1e-5 what the whole graph answers when features are made one by one', async () => {
    const session = await open();
    const personFeatures = await session.encodePerson(person);
    const garmentFeatures = await session.encodeGarment(garment);

    const maps = await session.fit(person, garment, personFeatures, garmentFeatures);

    expect(personFeatures.map(({ length }) => length)).toEqual(
      model.card.features?.person.map(({ shape }) => shape.reduce((a, b) => a * b, 1)),
    );
    for (const name of STUDENT_MAPS) {
      expect(maps[name]).toHaveLength(whole[name]!.length);
      expect(farthest(maps[name], whole[name]!), name).toBeLessThan(1e-5);
    }
    expect(maps.personDistance).toBeCloseTo(whole.person_distance![0]!, 4);
    const { height, width } = model.card.frame;
    expect([maps.height, maps.width]).toEqual([height, width]);
    expect([maps.flowHeight, maps.flowWidth]).toEqual([height / 4, width / 4]);
  });

  it('should depend on the features, so that those of another garment show', async () => {
    const session = await open();
    const other = { garment: new Float32Array(garment.garment.length).fill(0.5), mask: garment.mask };

    const maps = await session.fit(
      person,
      garment,
      await session.encodePerson(person),
      await session.encodeGarment(other),
    );

    expect(farthest(maps.flow, whole.flow!)).toBeGreaterThan(1e-2);
  });

  it('should run as one graph without features when the card names none', async () => {
    const { features: _none, ...card } = model.card;
    const session = await open(card);

    const features = [await session.encodePerson(person), await session.encodeGarment(garment)];
    const maps = await session.fit(person, garment, [], []);

    expect(features).toEqual([[], []]);
    for (const name of STUDENT_MAPS) expect(farthest(maps[name], whole[name]!), name).toBeLessThan(1e-5);
  });

  it('should refuse a graph that the runtime cannot read', async () => {
    const { features: _none, ...card } = model.card;

    await expect(
      StudentSession.open({ ...model, card, graph: new Uint8Array(64) }, 'cpu', 1),
    ).rejects.toThrow();
  });
});
