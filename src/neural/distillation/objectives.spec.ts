import { describe, expect, it } from 'vitest';
import { constant, scalar } from '../graph/constant.js';
import { gradients } from '../graph/gradients.js';
import { input, type Tensor } from '../graph/tensor.js';
import { compute } from '../testing/compute.js';
import { distillationObjective } from './distillation-objective.js';
import { RELEASE_LOSSES } from './loss-weights.js';
import type { TryOnTensors } from './network-family.js';
import { pictureObjective, preservationObjective, unchangedPixels } from './picture-objective.js';

const filled = (shape: readonly number[], value: number): Tensor =>
  constant(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => value),
    shape,
  );
const valueOf = async (tensor: Tensor): Promise<number> => (await compute(() => tensor, [])).values[0] ?? NaN;
const [PICTURE, MASK] = [
  [1, 3, 4, 4],
  [1, 1, 4, 4],
];

/** Plain answers of a network, some of them replaced. */
function answers(replaced: Partial<TryOnTensors>): TryOnTensors {
  return {
    conditionFeatures: [],
    levels: [],
    warpedGarment: filled(PICTURE, 0.5),
    warpedMask: filled(MASK, 1),
    composition: filled(MASK, 1),
    rendered: filled(PICTURE, 0),
    tryOn: filled(PICTURE, 0.5),
    ...replaced,
  };
}

describe('pictureObjective', () => {
  const worn = { photo: filled(PICTURE, 0), mask: filled(MASK, 0) };
  const weights = { ...RELEASE_LOSSES, pictureL1: 1, renderedL1: 0, compositionWeight: 0 };

  it('should cut the composition to the worn garment when it is as released', async () => {
    // Nothing is worn: the rendered person, which is perfect, shows everywhere.
    expect(await valueOf(pictureObjective(answers({}), worn, weights, undefined).loss)).toBeCloseTo(0, 6);
  });

  it('should judge the try-on as it will be seen when the composition is to learn what is visible', async () => {
    const visible = { ...weights, composition: 'visible', compositionWeight: 2 } as const;

    // 0.5 for the garment over everything, 2 · 1 for a composition of 1 where nothing is worn.
    expect(await valueOf(pictureObjective(answers({}), worn, visible, undefined).loss)).toBeCloseTo(2.5, 6);
  });
});

describe('preservationObjective', () => {
  it('should count pixels as unchanged whose channels all differ by less than the limit', async () => {
    const person = constant([0, 0, 0, 0.2, 0, 0.05, 0.1, 0, 0], [1, 3, 1, 3]);

    expect((await compute(() => unchangedPixels(person, filled([1, 3, 1, 3], 0)), [])).values).toEqual([
      0, 1, 1,
    ]);
  });

  it('should draw the mask towards unchanged pixels that are not beside changed ones', async () => {
    const photo = filled([1, 3, 1, 4], 0);
    const person = constant([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], [1, 3, 1, 4]);
    const logit = input('logit', [1, 1, 1, 4]);
    const preservation = { painted: photo, logit, mask: logit };
    const worn = { photo, mask: filled([1, 1, 1, 4], 0) };
    const loss = preservationObjective(preservation, person, worn, { ...RELEASE_LOSSES, preservation: 1 });

    const slope = await compute(
      (given) =>
        gradients(
          preservationObjective({ ...preservation, logit: given }, person, worn, {
            ...RELEASE_LOSSES,
            preservation: 1,
          }),
          [given],
        )[0] ?? loss,
      [{ shape: [1, 1, 1, 4], values: [0, 0, 0, 0] }],
    );

    expect(slope.values.map(Math.sign)).toEqual([1, 1, -1, -1]);
  });
});

describe('distillationObjective', () => {
  const worn = { photo: filled(PICTURE, 0.5), mask: filled(MASK, 1) };
  const level = (value: number) => ({ flow: filled([1, 2, 2, 2], value), offsets: [] });
  const student = answers({
    warpedGarment: filled(PICTURE, 0.3),
    conditionFeatures: [1, 1, 1].map(() => filled([1, 4, 2, 2], 1)),
    levels: [0, 0, 0.3].map(level),
  });
  const tutor = (warped: number) =>
    answers({
      warpedGarment: filled(PICTURE, warped),
      conditionFeatures: [1, 1, 1].map(() => filled([1, 4, 2, 2], 0)),
      levels: [9, 9, 0].map(level),
    });
  const allowed = scalar(1);
  // 0.04 · (3 + 2 + 1) for features that differ by 1; 3 · |(0.3, 0.3)| for the third level's flow alone.
  const distilled = 0.04 * 6 + 3 * 0.3 * Math.SQRT2;

  it('should distil features and fine flows where the tutor warps better', async () => {
    expect(
      await valueOf(distillationObjective(student, tutor(0.4), worn, RELEASE_LOSSES, allowed)),
    ).toBeCloseTo(distilled, 4);
  });

  it('should distil nothing where the student warps better', async () => {
    expect(await valueOf(distillationObjective(student, tutor(0.1), worn, RELEASE_LOSSES, allowed))).toBe(0);
  });

  it('should distil a worse tutor too when it always distils, but not for samples without one', async () => {
    const always = { ...RELEASE_LOSSES, distillation: 'always' } as const;

    expect(await valueOf(distillationObjective(student, tutor(0.1), worn, always, allowed))).toBeCloseTo(
      distilled,
      4,
    );
    expect(await valueOf(distillationObjective(student, tutor(0.1), worn, always, scalar(0)))).toBe(0);
  });
});
