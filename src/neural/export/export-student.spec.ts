import { beforeAll, describe, expect, it } from 'vitest';
import { decodeModel, type OnnxNode } from '../graph/onnx-model.js';
import { input } from '../graph/tensor.js';
import { Parameters } from '../networks/parameters.js';
import { student } from '../networks/student/student.js';
import { STUDENTS } from '../networks/student/student-config.js';
import { floats, GraphSession, type Values } from '../runtime/graph-session.js';
import { randomValues } from '../testing/random-values.js';
import { compareModels } from './compare-models.js';
import { exportStudent, type ExportedStudent } from './export-student.js';
import { studentGraph } from './student-graph.js';

const CONFIG = STUDENTS.tiny;
const { height, width } = CONFIG;

const image = (channels: number, seed: number): Values[string] =>
  floats(randomValues(channels * height * width, seed), [1, channels, height, width]);
const INPUTS = {
  person: image(3, 1),
  garment: image(3, 2),
  garment_mask: floats(new Float32Array(height * width).fill(1), [1, 1, height, width]),
};

function randomWeights(): Map<string, Float32Array> {
  const parameters = Parameters.create();
  student(parameters, CONFIG, {
    person: input('person', [1, 3, height, width]),
    garment: input('garment', [1, 3, height, width]),
    garmentMask: input('garment_mask', [1, 1, height, width]),
  });
  return parameters.initialValues(5);
}

function identity(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
}

async function run(bytes: Uint8Array, feeds: Values): Promise<Values> {
  const session = await GraphSession.open(bytes);
  const results = await session.run(feeds);
  await session.close();
  return results;
}

const nodesOf = (bytes: Uint8Array): OnnxNode[] => decodeModel(bytes).graph.node;
const outputsOf = (bytes: Uint8Array): string[] => decodeModel(bytes).graph.output.map(({ name }) => name);

describe('exportStudent', () => {
  const weights = randomWeights();
  let exported: ExportedStudent;

  beforeAll(async () => {
    exported = await exportStudent({ config: CONFIG, weights });
  });

  it('should tell how unlike the people of training a photo is when they are given', async () => {
    const size = CONFIG.pyramid * 16;
    const people = { mean: new Float32Array(size), whitening: identity(size), usual: 1 };

    const { model, fitting } = await exportStudent({ config: CONFIG, weights, people });

    expect(outputsOf(fitting)).toContain('person_distance');
    expect(outputsOf(fitting)).toEqual(outputsOf(model).filter((name) => name !== 'try_on'));
    const distance = (await run(model, INPUTS)).person_distance!;
    expect(distance.dims).toEqual([1, 1]);
    expect(distance.data[0]).toBeGreaterThan(0);
  });

  it('should compute what the network as it was trained computes', async () => {
    const differences = await compareModels(studentGraph(CONFIG, weights).model, exported.model, INPUTS);

    const { flow, composition, rendered, preservation, try_on: tryOn } = differences;
    for (const output of [flow, composition, rendered, preservation, tryOn]) {
      expect(output?.largest).toBeLessThan(1e-6);
    }
  });

  it.each(['float32', 'float16'] as const)(
    'should agree with the whole when its parts run one after the other (%s)',
    async (storage) => {
      const { model, personEncoder, garmentEncoder, fitting } = await exportStudent({
        config: CONFIG,
        weights,
        storage,
      });
      const { person, garment, garment_mask } = INPUTS;

      const features = {
        ...(await run(personEncoder, { person })),
        ...(await run(garmentEncoder, { garment, garment_mask })),
      };
      const [parts, whole] = [await run(fitting, { ...INPUTS, ...features }), await run(model, INPUTS)];

      expect(Object.keys(parts)).toEqual(['flow', 'composition', 'rendered', 'preservation']);
      for (const [name, { data }] of Object.entries(parts)) {
        const expected = whole[name]?.data as Float32Array;
        const farthest = (data as Float32Array).reduce(
          (most, x, i) => Math.max(most, Math.abs(x - expected[i]!)),
          0,
        );
        expect(farthest, name).toBeLessThan(1e-6);
      }
    },
  );

  it('should describe inputs, outputs and features as a model card lists them', () => {
    const { inputs, outputs, features, model, personEncoder, garmentEncoder } = exported;
    const { graph } = decodeModel(model);

    expect(inputs.map(({ name }) => name)).toEqual(graph.input.map(({ name }) => name));
    expect(outputs.map(({ name }) => name)).toEqual(graph.output.map(({ name }) => name));
    expect(features.person.map(({ name }) => name)).toEqual(outputsOf(personEncoder));
    expect(features.garment.map(({ name }) => name)).toEqual(outputsOf(garmentEncoder));
    expect(features.person[0]).toEqual({
      name: 'person_features_1',
      shape: [1, 8, 16, 16],
      meaning: 'person features at 1/4 of the frame',
    });
    const made = new Set(graph.node.flatMap(({ output }) => output));
    for (const { name } of [...features.person, ...features.garment]) expect(made).toContain(name);
  });

  it('should not warp the whole garment picture when only the maps are asked for', () => {
    const warpsPicture = ({ opType, input: [sampled] }: OnnxNode): boolean =>
      opType === 'GridSample' && sampled === 'garment';

    expect(nodesOf(exported.model).filter(warpsPicture)).toHaveLength(1);
    expect(nodesOf(exported.fitting).filter(warpsPicture)).toEqual([]);
    expect(nodesOf(exported.fitting).some(({ output }) => output.includes('try_on'))).toBe(false);
  });

  it('should halve the weights and keep the picture when they are stored as float16', async () => {
    const half = await exportStudent({ config: CONFIG, weights, storage: 'float16' });

    const { try_on: tryOn } = await compareModels(exported.model, half.model, INPUTS);

    expect(half.model.length).toBeLessThan(0.8 * exported.model.length);
    expect(tryOn?.largest).toBeGreaterThan(0);
    // Half a step of an 8-bit picture in −1…1.
    expect(tryOn?.largest).toBeLessThan(1 / 255);
  });

  it('should refuse by name when a weight is missing', async () => {
    const fewer = new Map([...weights].slice(1));

    await expect(exportStudent({ config: CONFIG, weights: fewer })).rejects.toThrow(
      /person\.stem\.weight is missing/,
    );
  });
});
