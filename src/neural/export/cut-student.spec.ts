import { describe, expect, it } from 'vitest';
import { decodeModel, type OnnxModel } from '../graph/onnx-model.js';
import { referenceStudentModel } from '../networks/reference/student-model.js';
import { formulaWeights } from '../networks/testing/formula-weights.js';
import { floats } from '../runtime/graph-session.js';
import { randomValues } from '../testing/random-values.js';
import { compareModels } from './compare-models.js';
import { cutStudent } from './cut-student.js';
import { float32, node, smallModel } from './testing/small-model.js';

const SIDE = 64;
const WIDTHS = { stages: [2, 3, 3, 3, 3], pyramid: 4, heads: [3], generator: [2, 3, 3, 4, 4] };

const countOf = (type: string, { graph }: OnnxModel): number =>
  graph.node.filter(({ opType }) => opType === type).length;

describe('cutStudent', () => {
  it('should compute the same with fewer nodes when the network has batch normalisations', async () => {
    const student = referenceStudentModel({ height: SIDE, width: SIDE, widths: WIDTHS });
    const { parameters, features } = student;
    const weights = [...formulaWeights(parameters, 'warp.'), ...formulaWeights(parameters, 'gen.')];
    const model = student.build(new Map(weights));

    const files = await cutStudent({ model, features });

    const image = (channels: number): ReturnType<typeof floats> =>
      floats(randomValues(channels * SIDE * SIDE, channels), [1, channels, SIDE, SIDE]);
    const inputs = { person: image(3), garment: image(3), garment_mask: image(1) };
    for (const [name, { largest }] of Object.entries(await compareModels(model, files.model, inputs))) {
      expect(largest, name).toBeLessThan(1e-4);
    }
    // What is left stands before a ReLU, three times a stage of each pyramid; all of the generator's are gone.
    expect(countOf('BatchNormalization', model)).toBe(93);
    expect(countOf('BatchNormalization', decodeModel(files.model))).toBe(30);
    expect(countOf('BatchNormalization', decodeModel(files.fitting))).toBe(0);
  });

  it('should keep a feature when an optimisation would take it away', async () => {
    const statistics = ['scale', 'offset', 'mean', 'variance'];
    const shape = [1, 2, 3, 3];
    const model = smallModel({
      x: shape,
      nodes: [
        node('Conv', ['x', 'filter'], 'feature'),
        node('BatchNormalization', ['feature', ...statistics], 'y'),
      ],
      constants: [
        float32('filter', [2, 2, 1, 1]),
        ...statistics.map((name) => float32(name, [2], { offset: 2 })),
      ],
      outputs: { y: shape },
    });
    const named = (name: string): OnnxModel['graph']['input'][number] => ({ ...model.graph.input[0]!, name });
    const outputs = ['flow', 'composition', 'rendered', 'preservation'];
    const student = {
      ...model,
      graph: {
        ...model.graph,
        node: [
          { ...model.graph.node[0]!, input: ['person', 'filter'] },
          model.graph.node[1]!,
          node('Conv', ['garment', 'filter'], 'worn'),
          ...outputs.map((output) => node('Add', ['y', 'worn'], output)),
        ],
        input: ['person', 'garment', 'garment_mask'].map(named),
        output: outputs.map(named),
      },
    };
    const features = { person: [{ name: 'feature', shape }], garment: [{ name: 'worn', shape }] };

    const files = await cutStudent({ model: student, features });

    expect(countOf('BatchNormalization', decodeModel(files.model))).toBe(1);
    expect(decodeModel(files.personEncoder).graph.node.map(({ output }) => output)).toEqual([['feature']]);
    expect(decodeModel(files.fitting).graph.node[0]?.input[0]).toBe('feature');
  });
});
