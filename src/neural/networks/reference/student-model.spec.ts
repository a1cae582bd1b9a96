import { describe, expect, it } from 'vitest';
import { buildModel } from '../../graph/build-model.js';
import { encodeModel } from '../../graph/onnx-model.js';
import { gridSample } from '../../graph/operators/grid-sample.js';
import { transpose } from '../../graph/operators/transpose.js';
import { splitGraph } from '../../graph/split-graph.js';
import { input } from '../../graph/tensor.js';
import { floats, GraphSession, type Values } from '../../runtime/graph-session.js';
import { randomValues } from '../../testing/random-values.js';
import { warp } from './sampling.js';
import { outerBorders, referenceStudentModel } from './student-model.js';
import { TINY_STUDENT } from './testing/tiny-student.js';

const { height, width } = TINY_STUDENT;
const OUTPUTS = ['flow', 'composition', 'rendered', 'preservation', 'try_on'];

function pictures(): Values {
  const size = height * width;
  return {
    person: floats(randomValues(3 * size, 1), [1, 3, height, width]),
    garment: floats(randomValues(3 * size, 2), [1, 3, height, width]),
    garment_mask: floats(new Float32Array(size).fill(1), [1, 1, height, width]),
  };
}

async function runModel(model: Parameters<typeof GraphSession.open>[0], inputs: Values): Promise<Values> {
  const session = await GraphSession.open(model);
  const answers = await session.run(inputs);
  await session.close();
  return answers;
}

function farthest(a: Values[string] | undefined, b: Values[string] | undefined): number {
  const [left, right] = [a?.data as Float32Array, b?.data as Float32Array];
  return left.reduce((most, value, i) => Math.max(most, Math.abs(value - (right[i] ?? Infinity))), 0);
}

describe('referenceStudentModel', () => {
  it("should have the product's tensors and keep nothing of the photo", async () => {
    const student = referenceStudentModel(TINY_STUDENT);
    const model = student.build(student.parameters.initialValues(1));

    const answers = await runModel(model, pictures());

    expect(model.graph.input.map(({ name }) => name)).toEqual(['person', 'garment', 'garment_mask']);
    expect(model.graph.output.map(({ name }) => name)).toEqual(OUTPUTS);
    for (const { name, shape } of student.outputs) expect(answers[name]?.dims).toEqual(shape);
    expect((answers.preservation!.data as Float32Array).every((value) => value === 0)).toBe(true);
  });

  it('should compute the same when it is cut at its features', async () => {
    const student = referenceStudentModel(TINY_STUDENT);
    const { person, garment } = student.features;
    const model = encodeModel(student.build(student.parameters.initialValues(1)));
    const inputs = pictures();
    const whole = await runModel(model, inputs);
    const names = (list: readonly string[]) => list.map((name) => ({ name }));
    const cut = (from: readonly string[], outputs: Parameters<typeof splitGraph>[1]['outputs']) =>
      splitGraph(model, { inputs: names(from), outputs });
    const side = (name: string) => ({ [name]: inputs[name]! });

    const features = {
      ...(await runModel(cut(['person'], person), side('person'))),
      ...(await runModel(cut(['garment'], garment), side('garment'))),
    };
    const fitting = splitGraph(model, {
      inputs: [...names(['person', 'garment', 'garment_mask']), ...person, ...garment],
      outputs: names(OUTPUTS),
    });
    const fitted = await runModel(fitting, { ...inputs, ...features });

    expect(Object.values(features).map(({ dims }) => dims)).toEqual(
      [...person, ...garment].map((f) => f.shape),
    );
    for (const name of OUTPUTS) expect(farthest(fitted[name], whole[name]), name).toBeLessThan(1e-5);
  });
});

describe('outerBorders', () => {
  it('should lead to the same pixels in the other convention, beyond the border too', async () => {
    const image = input('image', [1, 2, 5, 7]);
    const flow = input('flow', [1, 2, 5, 7]);
    const grid = transpose(outerBorders(flow), [0, 2, 3, 1]);
    const outputs = Object.fromEntries(
      (['border', 'zeros'] as const).flatMap((padding) => [
        [`centres ${padding}`, warp(image, flow, padding)],
        [`borders ${padding}`, gridSample(image, grid, { padding, alignCorners: false })],
      ]),
    );

    const answers = await runModel(buildModel({ inputs: [image, flow], outputs }), {
      image: floats(randomValues(70, 1), [1, 2, 5, 7]),
      flow: floats(
        randomValues(70, 2).map((value) => 1.3 * value),
        [1, 2, 5, 7],
      ),
    });

    expect(farthest(answers['centres border'], answers['borders border'])).toBeLessThan(1e-5);
    expect(farthest(answers['centres zeros'], answers['borders zeros'])).toBeLessThan(1e-5);
  });
});
