import type { Parameters } from '../parameters.js';

/**
 * Weights made by formula, so that networks can be proven without their checkpoints. Keys sorted by bytes get numbers
 * t = 0, 1, …; element i is s = sin(0.7·(t + 1) + 0.37·i), scaled by its kind: filters to variance 0.75 ÷ fan-in,
 * variances 1 + 0.2·s, means 0.05·s, biases 0.02·s, other vectors 1 + 0.1·s, scalars 1.
 *
 * @param under names below this folder; keys are without it
 * @returns values by full name
 */
export function formulaWeights(parameters: Parameters, under = ''): Map<string, Float32Array> {
  const keys = [...parameters.all].filter(([name]) => name.startsWith(under));
  const sorted = keys.sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    sorted.map(([name, { shape }], number) => [name, values(name, shape as readonly number[], number)]),
  );
}

function values(key: string, shape: readonly number[], number: number): Float32Array {
  const fanIn = shape.slice(1).reduce((product, size) => product * size, 1);
  const [offset, factor] = scaleOf(key, shape.length, fanIn);
  const data = new Float32Array(fanIn * (shape[0] ?? 1));
  for (let i = 0; i < data.length; i++) data[i] = offset + factor * Math.sin(0.7 * (number + 1) + 0.37 * i);
  return data;
}

function scaleOf(key: string, rank: number, fanIn: number): [offset: number, factor: number] {
  if (rank === 0) return [1, 0];
  if (rank > 1) return [0, Math.sqrt(1.5 / fanIn)];
  if (key.endsWith('running_var')) return [1, 0.2];
  if (key.endsWith('running_mean')) return [0, 0.05];
  return key.endsWith('.bias') ? [0, 0.02] : [1, 0.1];
}
