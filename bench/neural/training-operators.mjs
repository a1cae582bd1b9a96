import { floats } from '../../dist/neural/runtime/graph-session.js';
import { figure, section, table } from '../support/print.mjs';
import { profile } from './profile.mjs';
import { buildTrainingStep } from '../../dist/neural/training/training-step.js';
import { LEARNING_RATE, trainingWorkload } from './training-workload.mjs';

const LARGEST = 10;
const RUNS = 3;
const COPIED_BYTES = 2 ** 27;

/**
 * Where the time of a training step goes: forward, gradient and optimiser, by operator, and what bounds it.
 * @param {import('../../dist/neural/networks/student/student-config.js').StudentConfig} config
 * @param {number} batchSize
 * @param {{ threads: number, peak: number }} options peak: of convolutions, GFLOP/s
 */
export async function benchTrainingOperators(config, batchSize, { threads, peak }) {
  section(
    `Operators of a training step, ${config.height}×${config.width}, batch ${batchSize}, ${threads} threads`,
  );
  const { definition, weights, batch } = trainingWorkload(config, batchSize);
  const step = buildTrainingStep(definition);
  const feeds = { ...batch, learning_rate: scalar(LEARNING_RATE), step: scalar(1) };
  for (const [name, length] of step.state) feeds[name] = floats(new Float32Array(length), [length]);
  for (const [name, { group, offset }] of step.places)
    feeds[`weights.${group}`].data.set(weights.get(name), offset);
  const kernels = await profile(step.model, feeds, { threads, runs: RUNS });
  const total = sum(kernels, 'ms');

  const phaseOf = phases(step.model.graph);
  const rows = groups(kernels, ({ operator }) => operator).slice(0, LARGEST);
  const columns = ['forward', 'gradient', 'optimiser', 'runtime'];
  table(
    [...columns, 'ms', '% of all', 'GFLOP/s', 'GB/s'],
    [...rows, ['all', kernels]].map(([name, all]) => {
      const ms = sum(all, 'ms');
      const of = (phase) =>
        sum(
          all.filter(({ node }) => phaseOf(node) === phase),
          'ms',
        );
      return [
        name,
        ...columns.map(of),
        ms,
        (100 * ms) / total,
        sum(all, 'flop') / ms / 1e6,
        sum(all, 'bytes') / ms / 1e6,
      ];
    }),
  );
  console.log('  (ms; “runtime”: changes of layout that ONNX Runtime put in; % of the step)');
  console.log('  the largest by shapes:');
  for (const [name, all] of groups(kernels, (kernel) => `${kernel.operator} ${kernel.shapes}`).slice(
    0,
    LARGEST,
  ))
    figure(name, sum(all, 'ms'), 'ms', { note: `${all.length} of them` });

  const products = kernels.filter(({ flop }) => flop > 0);
  const moves = kernels.filter(({ flop }) => flop === 0);
  const [productMs, moveMs] = [sum(products, 'ms'), sum(moves, 'ms')];
  const reached = sum(products, 'flop') / productMs / 1e6;
  figure('convolutions and matrix products', (100 * productMs) / total, '%', {
    note: `${(sum(products, 'flop') / 1e9).toFixed(1)} GFLOP at ${reached.toFixed(0)} GFLOP/s = ${((100 * reached) / peak).toFixed(0)} % of the convolution peak: bound by arithmetic`,
  });
  figure('everything else', (100 * moveMs) / total, '%', {
    note: `${(sum(moves, 'bytes') / 1e9).toFixed(1)} GB at ${(sum(moves, 'bytes') / moveMs / 1e6).toFixed(1)} GB/s; one thread copies ${copyBandwidth().toFixed(1)} GB/s here: bound by memory`,
  });
}

function scalar(value) {
  return floats(Float32Array.of(value), []);
}

function sum(kernels, key) {
  return kernels.reduce((total, kernel) => total + kernel[key], 0);
}

/** Kernels by a name, slowest group first. */
function groups(kernels, nameOf) {
  const byName = new Map();
  for (const kernel of kernels) {
    const name = nameOf(kernel);
    byName.set(name, [...(byName.get(name) ?? []), kernel]);
  }
  return [...byName].sort(([, a], [, b]) => sum(b, 'ms') - sum(a, 'ms'));
}

/** Forward is what the loss needs, gradient what the gradients' norm needs besides, optimiser the rest. */
function phases({ node }) {
  const forward = needed(node, 'loss');
  const gradient = needed(node, 'gradient_norm');
  const known = new Set(node.map(({ name }) => name));
  return (name) => {
    if (!known.has(name)) return 'runtime';
    if (forward.has(name)) return 'forward';
    return gradient.has(name) ? 'gradient' : 'optimiser';
  };
}

function needed(nodes, output) {
  const producers = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node])));
  const found = new Set();
  const waiting = [output];
  while (waiting.length > 0) {
    const name = waiting.pop();
    const node = producers.get(name);
    if (!node || found.has(node.name)) continue;
    found.add(node.name);
    waiting.push(...node.input);
  }
  return found;
}

/** Gigabytes per second that are read and written when one thread copies memory. */
function copyBandwidth() {
  const [from, to] = [new Uint8Array(COPIED_BYTES).fill(1), new Uint8Array(COPIED_BYTES).fill(2)];
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    to.set(from);
    return performance.now() - start;
  });
  return (2 * COPIED_BYTES) / Math.min(...times) / 1e6;
}
