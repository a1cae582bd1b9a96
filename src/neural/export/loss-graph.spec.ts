import { describe, expect, it } from 'vitest';
import { mul } from '../graph/operators/arithmetic.js';
import { mean } from '../graph/operators/mean.js';
import { stopGradient } from '../graph/operators/stop-gradient.js';
import { parameter } from '../graph/tensor.js';
import { floats, GraphSession } from '../runtime/graph-session.js';
import { buildTrainingStep } from '../training/training-step.js';
import { exportLossGraph } from './loss-graph.js';
import { smallTraining } from './testing/small-training.js';

describe('exportLossGraph', () => {
  it('should take batch, weights and statistics as inputs and keep what is frozen', () => {
    const { graph } = exportLossGraph(smallTraining(2)).model;

    expect(graph.input.map(({ name }) => name).sort()).toEqual(
      [
        'photo',
        'strength',
        'first.weight',
        'norm.scale',
        'norm.bias',
        'last.weight',
        'norm.mean',
        'norm.variance',
      ].sort(),
    );
    expect(graph.initializer.map(({ name }) => name)).toContain('frozen.weight');
    expect(graph.output.map(({ name }) => name)).toEqual(['loss', 'doubt', 'statistics.next']);
  });

  it('should describe the state that a training session of the same step has', () => {
    const definition = smallTraining(2);
    const { state, places } = buildTrainingStep(definition);

    const { job } = exportLossGraph(definition);

    expect(new Map(Object.entries(job.state))).toEqual(state);
    expect(Object.keys(job.places)).toEqual([...places.keys()]);
    for (const [name, { kind, group, offset, shape }] of places) {
      expect(job.places[name]).toEqual({ vector: `${kind}.${group}`, offset, shape });
    }
    expect(job.groups).toEqual([
      { name: 'first', rate: 1 },
      { name: 'last', rate: 0.2 },
    ]);
    expect(job.optimiser).toEqual({
      beta1: 0.5,
      beta2: 0.999,
      epsilon: 1e-8,
      weightDecay: 0.01,
      decay: 'decoupled',
    });
    expect([job.clipNorm, job.averageDecay]).toEqual([0.05, 0.3]);
  });

  it('should leave a node wherever no gradient flows, also within another such place', async () => {
    const weight = parameter('w', [3]);
    const inner = stopGradient(mul(weight, weight));
    const loss = mean(mul(weight, stopGradient(mul(inner, weight))));
    const { model } = exportLossGraph({ loss, groups: [{ name: 'all', weights: new Map([['w', weight]]) }] });

    const marks = model.graph.node.filter(({ name }) => name.startsWith('stop_gradient.'));
    const session = await GraphSession.open(model, { threads: 1 });
    const answer = await session.run({ w: floats(Float32Array.of(1, 2, 3), [3]) });
    await session.close();

    expect(marks.map(({ opType }) => opType)).toEqual(['Identity', 'Identity']);
    expect(answer.loss?.data[0]).toBeCloseTo((1 + 16 + 81) / 3, 4);
  });

  it('should name a weight that is neither trained nor frozen', () => {
    expect(() => exportLossGraph({ ...smallTraining(2), frozen: new Map() })).toThrow(
      'The weight frozen.weight is neither trained nor frozen.',
    );
  });
});
