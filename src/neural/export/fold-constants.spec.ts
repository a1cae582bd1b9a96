import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_TYPES, FLOAT32, floatValueInfo, type OnnxModel } from '../graph/onnx-model.js';
import { foldConstants } from './fold-constants.js';
import { float32, int64, node, runOnRandom, smallModel } from './testing/small-model.js';

const opTypes = ({ graph }: OnnxModel): string[] => graph.node.map(({ opType }) => opType);
const names = ({ graph }: OnnxModel): string[] => graph.initializer.map(({ name }) => name);

describe('foldConstants', () => {
  it('should store what depends on constants alone when something reads it', async () => {
    const value = { ...float32('', [2], { values: [3, 4] }) };
    const model = smallModel({
      x: [2],
      nodes: [
        node('Constant', [], 'given', [{ name: 'value', type: ATTRIBUTE_TYPES.tensor, t: value }]),
        node('Mul', ['given', 'weight'], 'scaled'),
        node('Neg', ['scaled'], 'turned'),
        node('Add', ['x', 'turned'], 'y'),
      ],
      constants: [float32('weight', [2], { values: [10, 100] })],
      outputs: { y: [2] },
    });

    const folded = await foldConstants(model);

    expect(opTypes(folded)).toEqual(['Add']);
    expect(names(folded)).toEqual(['turned']);
    expect(await runOnRandom(folded)).toEqual(await runOnRandom(model));
  });

  it('should store whole numbers when shapes are computed', async () => {
    const model = smallModel({
      x: [2, 3],
      nodes: [
        node('Concat', ['rows', 'columns'], 'shape', [{ name: 'axis', type: ATTRIBUTE_TYPES.int, i: 0 }]),
        node('Reshape', ['x', 'shape'], 'y'),
      ],
      constants: [int64('rows', [3]), int64('columns', [2])],
      outputs: { y: [3, 2] },
    });

    const folded = await foldConstants(model);

    expect(opTypes(folded)).toEqual(['Reshape']);
    expect(folded.graph.initializer[0]).toMatchObject({ name: 'shape', dataType: int64('', []).dataType });
    expect(await runOnRandom(folded)).toEqual(await runOnRandom(model));
  });

  it('should drop nodes and constants when no output needs them', async () => {
    const model = smallModel({
      x: [2],
      nodes: [node('Neg', ['x'], 'y'), node('Abs', ['x'], 'unused'), node('Neg', ['weight'], 'unread')],
      constants: [float32('weight', [2])],
      outputs: { y: [2] },
    });

    const folded = await foldConstants(model);

    expect([opTypes(folded), names(folded)]).toEqual([['Neg'], []]);
  });

  it('should leave random nodes and constants that a caller may replace', async () => {
    const model = smallModel({
      x: [2],
      nodes: [
        node('RandomNormalLike', ['fixed'], 'noise'),
        node('Add', ['noise', 'replaceable'], 'sum'),
        node('Neg', ['replaceable'], 'turned'),
        node('Sum', ['x', 'sum', 'turned'], 'y'),
      ],
      constants: [float32('fixed', [2]), float32('replaceable', [2])],
      outputs: { y: [2] },
    });
    model.graph.input.push(floatValueInfo('replaceable', [2]));

    const folded = await foldConstants(model);

    expect(opTypes(folded)).toEqual(['RandomNormalLike', 'Add', 'Neg', 'Sum']);
  });

  it('should keep the node when a constant is an output of the model', async () => {
    const model = smallModel({
      x: [2],
      nodes: [node('Abs', ['weight'], 'inner'), node('Neg', ['inner'], 'y')],
      constants: [float32('weight', [2], { values: [-5, 6] })],
      outputs: { y: [2] },
    });

    const folded = await foldConstants(model);

    expect(opTypes(folded)).toEqual(['Neg']);
    expect((await runOnRandom(folded)).y).toEqual(Float32Array.of(-5, -6));
    expect(folded.graph.initializer[0]).toMatchObject({ name: 'inner', dataType: FLOAT32 });
  });
});
