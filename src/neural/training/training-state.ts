import { floats, type Values } from '../runtime/graph-session.js';
import { NEW_STATE, type StateLayout } from './training-step.js';

/** State vectors by name. */
export type StateVectors = ReadonlyMap<string, Float32Array>;

/** Everything that must be kept to go on exactly. */
export interface TrainingSnapshot {
  readonly state: StateVectors;
  /** Steps done since the beginning. */
  readonly stepsDone: number;
}

/**
 * The state of a training in two sets of buffers: a step reads one and ONNX Runtime writes the other, so that nothing
 * is copied and memory stays flat.
 */
export class TrainingState {
  private spare: StateVectors;

  private constructor(
    private readonly layout: StateLayout,
    private current: StateVectors,
    private stepsDone: number,
  ) {
    this.spare = zeros(layout);
  }

  /**
   * @param weights first values by name, also of statistics; those of a running average begin equal
   * @throws RangeError when one is missing
   */
  static first(layout: StateLayout, weights: ReadonlyMap<string, Float32Array>): TrainingState {
    const state = zeros(layout);
    for (const [name, { kind, group, offset }] of layout.places) {
      const values = weights.get(name);
      if (!values) throw new RangeError(`The weight ${name} has no first value.`);
      state.get(`${kind}.${group}`)?.set(values, offset);
      if (kind === 'weights') state.get(`average.${group}`)?.set(values, offset);
    }
    return new TrainingState(layout, state, 0);
  }

  /** @throws RangeError when a vector is missing or of another length */
  static from(layout: StateLayout, { state, stepsDone }: TrainingSnapshot): TrainingState {
    for (const [name, length] of layout.state) {
      const found = state.get(name)?.length;
      if (found !== length) throw new RangeError(`${name} needs ${length} values, not ${found ?? 'none'}.`);
    }
    const copy = new Map([...state].map(([name, values]) => [name, values.slice()]));
    return new TrainingState(layout, copy, stepsDone);
  }

  get steps(): number {
    return this.stepsDone;
  }

  /** What a step reads: the state, the learning rate and the step's number. */
  inputs(learningRate: number): Values {
    return {
      learning_rate: floats(Float32Array.of(learningRate), []),
      step: floats(Float32Array.of(this.stepsDone + 1), []),
      ...tensors(this.current, ''),
    };
  }

  /** Where a step writes. */
  outputs(): Values {
    return tensors(this.spare, NEW_STATE);
  }

  /** What was written is the state from now on. */
  advance(): void {
    [this.current, this.spare] = [this.spare, this.current];
    this.stepsDone++;
  }

  /** The vectors themselves, valid until the next step but one. */
  vectors(): StateVectors {
    return this.current;
  }

  snapshot(): TrainingSnapshot {
    const state = new Map([...this.current].map(([name, values]) => [name, values.slice()]));
    return { state, stepsDone: this.stepsDone };
  }

  /**
   * Weights and statistics by name.
   *
   * @param wanted of the weights: as they are, or their moving average
   * @throws RangeError when no average is kept
   */
  weights(wanted: 'weights' | 'average' = 'weights'): Map<string, Float32Array> {
    return new Map(
      [...this.layout.places].map(([name, { kind, group, offset, shape }]) => {
        const size = shape.reduce((product, side) => product * side, 1);
        const flat = this.current.get(`${kind === 'weights' ? wanted : kind}.${group}`);
        if (!flat) throw new RangeError(`No ${wanted} is kept of ${group}.`);
        return [name, flat.slice(offset, offset + size)];
      }),
    );
  }
}

function zeros({ state }: StateLayout): Map<string, Float32Array> {
  return new Map([...state].map(([name, length]) => [name, new Float32Array(length)]));
}

function tensors(state: StateVectors, prefix: string): Values {
  return Object.fromEntries(
    [...state].map(([name, values]) => [prefix + name, floats(values, [values.length])]),
  );
}
