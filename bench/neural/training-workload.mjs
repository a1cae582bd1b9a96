import { add, mul } from '../../dist/neural/graph/operators/arithmetic.js';
import { input } from '../../dist/neural/graph/tensor.js';
import { l1 } from '../../dist/neural/losses/reconstruction.js';
import { secondOrderSmoothness } from '../../dist/neural/losses/smoothness.js';
import { Parameters } from '../../dist/neural/networks/parameters.js';
import { student } from '../../dist/neural/networks/student/student.js';
import { Random } from '../../dist/neural/random.js';
import { floats } from '../../dist/neural/runtime/graph-session.js';

/** The same numbers are written into `student_step.py`. */
const CLIP_NORM = 1;
const AVERAGE_DECAY = 0.999;
const SMOOTHNESS = 0.1;
/** Pixels across and down. */
const FIRST_OFFSET = [0.137, -0.113];
export const LEARNING_RATE = 1e-3;

/**
 * One training step of a student, its first weights and a batch: what both sides are given.
 * @param {import('../../dist/neural/networks/student/student-config.js').StudentConfig} config
 * @param {number} batchSize
 */
export function trainingWorkload(config, batchSize) {
  const { height, width } = config;
  const image = (name, channels) => input(name, [batchSize, channels, height, width]);
  const inputs = {
    person: image('person', 3),
    garment: image('garment', 3),
    garmentMask: image('garment_mask', 1),
  };
  const parameters = Parameters.create();
  const { tryOn, warpedMask, levels } = student(parameters, config, inputs);
  const reconstruction = add(l1(tryOn, image('photo', 3)), l1(warpedMask, image('worn_mask', 1)));
  const loss = levels
    .slice(-2)
    .map(({ flow }) => mul(secondOrderSmoothness(flow), SMOOTHNESS))
    .reduce(add, reconstruction);
  const definition = {
    loss,
    groups: [{ name: 'student', weights: parameters.trained }],
    clipNorm: CLIP_NORM,
    averageDecay: AVERAGE_DECAY,
  };
  const weights = offCentre(parameters.initialValues(1));
  const shapes = new Map([...parameters.all].map(([name, { shape }]) => [name, shape]));
  return { config, definition, weights, shapes, batch: pictures(batchSize, height, width) };
}

/**
 * An untrained student samples next to the centres of pixels, where the slope between two pixels jumps and rounding says
 * which one is taken; so each flow head begins with a fraction of a pixel.
 */
function offCentre(weights) {
  for (const [name, values] of weights) if (/^flow\..*\.offset\.bias$/.test(name)) values.set(FIRST_OFFSET);
  return weights;
}

/** Smooth pictures with some noise, and garments on an oval: sampled positions and their gradients are then as usual. */
function pictures(batchSize, height, width) {
  const random = new Random(2);
  const tensor = (channels, value) => {
    const data = new Float32Array(batchSize * channels * height * width);
    for (let i = 0, plane = 0; plane < batchSize * channels; plane++) {
      const pixel = value();
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) data[i++] = pixel(y / height, x / width);
    }
    return floats(data, [batchSize, channels, height, width]);
  };
  const waves = () => {
    const [down, across, phase] = [random.normal() * 15, random.normal() * 15, random.normal() * 3];
    return (y, x) => 0.8 * Math.sin(down * y + across * x + phase) + 0.05 * random.normal();
  };
  const oval = () => (y, x) => Number(((y - 0.5) / 0.42) ** 2 + ((x - 0.5) / 0.38) ** 2 < 1);
  const wornOval = () => (y, x) => Number(((y - 0.55) / 0.35) ** 2 + ((x - 0.45) / 0.3) ** 2 < 1);
  const onOval = () => {
    const [inside, pixel] = [oval(), waves()];
    return (y, x) => inside(y, x) * pixel(y, x);
  };
  return {
    person: tensor(3, waves),
    garment: tensor(3, onOval),
    garment_mask: tensor(1, oval),
    photo: tensor(3, waves),
    worn_mask: tensor(1, wornOval),
  };
}

/**
 * A batch in equal parts.
 * @param {Record<string, import('onnxruntime-node').Tensor>} batch
 * @param {number} count
 */
export function inShards(batch, count) {
  return Array.from({ length: count }, (_, shard) =>
    Object.fromEntries(
      Object.entries(batch).map(([name, { data, dims }]) => {
        const size = data.length / count;
        const part = data.slice(shard * size, (shard + 1) * size);
        return [name, floats(part, [dims[0] / count, ...dims.slice(1)])];
      }),
    ),
  );
}
