import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { StudentSession } from '../inference/onnx/student-session.js';
import { type LoadedModel, ModelRegistry } from '../models/model-registry.js';
import { decodeModel } from '../neural/graph/onnx-model.js';
import { buildDeviceModel, type DeviceModel } from './device-model.js';

const folder = fileURLToPath(new URL('../../models', import.meta.url));
const MAPS = ['flow', 'composition', 'rendered', 'preservation'] as const;

describe('buildDeviceModel', () => {
  let loaded: LoadedModel;
  let model: DeviceModel;

  beforeAll(async () => {
    const registry = new ModelRegistry({ folder, production: false, allowResearchModels: true });
    loaded = await registry.load('small-student');
    model = buildDeviceModel(loaded);
  });

  const graphOf = (kind: string): Uint8Array => model.parts.find((part) => part.kind === kind)!.bytes;
  const namesOf = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);

  it('should name each part by the digest of its bytes', () => {
    expect(model.parts.map(({ kind }) => kind)).toEqual(['PERSON_ENCODER', 'GARMENT_ENCODER', 'FITTING']);
    for (const { sha256, bytes } of model.parts) {
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  });

  it('should hand features from the encoders to the fitting part under the same names', () => {
    const person = namesOf(decodeModel(graphOf('PERSON_ENCODER')).graph.output);
    const garment = namesOf(decodeModel(graphOf('GARMENT_ENCODER')).graph.output);

    const inputs = namesOf(decodeModel(graphOf('FITTING')).graph.input);

    expect(person.length * garment.length).toBeGreaterThan(0);
    expect(inputs).toEqual(expect.arrayContaining([...person, ...garment, 'person', 'garment']));
  });

  it('should leave out what neither compositor nor confidence reads', () => {
    expect(namesOf(decodeModel(graphOf('FITTING')).graph.output).sort()).toEqual(
      [...MAPS, 'person_distance'].sort(),
    );
  });

  it('should be one part when the model cannot be cut', () => {
    const { features: _none, ...card } = loaded.card;

    expect(buildDeviceModel({ ...loaded, card }).parts.map(({ kind }) => kind)).toEqual(['FITTING']);
  });

  it('should compute what the server’s own session computes', async () => {
    const { height, width } = loaded.card.frame;
    const person = Float32Array.from({ length: 3 * height * width }, (_, i) => Math.sin(i / 9));
    const garment = {
      garment: Float32Array.from({ length: 3 * height * width }, (_, i) => Math.cos(i / 5)),
      mask: new Float32Array(height * width).fill(1),
    };
    const server = await StudentSession.open(loaded, 'cpu', 1);
    const wanted = await server.fit(
      person,
      garment,
      await server.encodePerson(person),
      await server.encodeGarment(garment),
    );
    const feeds = {
      person: new Tensor('float32', person, [1, 3, height, width]),
      garment: new Tensor('float32', garment.garment, [1, 3, height, width]),
      garment_mask: new Tensor('float32', garment.mask, [1, 1, height, width]),
    };

    const encoder = await InferenceSession.create(graphOf('PERSON_ENCODER'));
    const garmentEncoder = await InferenceSession.create(graphOf('GARMENT_ENCODER'));
    const fitting = await InferenceSession.create(graphOf('FITTING'));
    const maps = await fitting.run({
      ...feeds,
      ...(await encoder.run({ person: feeds.person })),
      ...(await garmentEncoder.run({ garment: feeds.garment, garment_mask: feeds.garment_mask })),
    });

    for (const name of MAPS) {
      const values = maps[name]!.data as Float32Array;
      const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[name][i]!)), 0);
      expect(worst, name).toBeLessThan(1e-3);
    }
    await server.close();
  });
});
