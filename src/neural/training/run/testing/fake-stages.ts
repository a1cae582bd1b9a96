import { floats } from '../../../runtime/graph-session.js';
import type { Trainer } from '../../trainer.js';
import type { TrainingSnapshot } from '../../training-state.js';
import type { NamedWeights } from '../../../networks/named-weights.js';
import type { OpenStage, StageOpener, StagePlan } from '../stage-plan.js';

/** One weight that follows a noisy target; like real training its state is float32 and its losses depend on all of it. */
class FakeTrainer implements Trainer {
  constructor(
    private readonly name: string,
    private weight: Float32Array,
    public steps: number,
    private readonly beforeStep: (step: number) => void,
  ) {}

  step(shards: Parameters<Trainer['step']>[0], learningRate: number): Promise<Record<string, number>> {
    this.beforeStep(this.steps);
    const target = Number((shards[0]?.target?.data as Float32Array)[0]);
    const slope = (this.weight[0] ?? 0) - target;
    this.weight[0]! -= learningRate * slope;
    this.steps++;
    return Promise.resolve({ loss: slope * slope, gradient_norm: Math.abs(slope) });
  }

  snapshot(): TrainingSnapshot {
    return { state: new Map([['weights.all', this.weight.slice()]]), stepsDone: this.steps };
  }

  weights(): Map<string, Float32Array> {
    return new Map([[this.name, this.weight.slice()]]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Stages without networks, for tests of what surrounds them. */
export class FakeStages implements StageOpener {
  /** What was asked for, as `open INDEX STEP` and `close`. */
  readonly calls: string[] = [];

  /** @param beforeStep may throw, to be a crash, or abort a signal */
  constructor(
    private readonly beforeStep: (index: number, step: number) => void = () => undefined,
    private readonly target: (step: number) => number = (step) => Math.sin(step),
  ) {}

  firstWeights(): Promise<NamedWeights> {
    return Promise.resolve(
      new Map([
        ['tutor.w', Float32Array.of(4)],
        ['student.w', Float32Array.of(-4)],
      ]),
    );
  }

  open(
    { stage }: StagePlan,
    index: number,
    weights: NamedWeights,
    snapshot?: TrainingSnapshot,
  ): Promise<OpenStage> {
    const name = stage.startsWith('tutor') ? 'tutor.w' : 'student.w';
    const weight = (snapshot?.state.get('weights.all') ?? weights.get(name))!.slice();
    const steps = snapshot?.stepsDone ?? 0;
    this.calls.push(`open ${index} ${steps}`);
    return Promise.resolve({
      trainer: new FakeTrainer(name, weight, steps, (step) => this.beforeStep(index, step)),
      kept: 'weights',
      batch: (step) => Promise.resolve([{ target: floats(Float32Array.of(this.target(step)), [1]) }]),
      view: () =>
        Promise.resolve({ labels: ['grey'], rows: [[{ height: 1, width: 1, data: Uint8Array.of(128) }]] }),
      close: () => {
        this.calls.push('close');
        return Promise.resolve();
      },
    });
  }
}
