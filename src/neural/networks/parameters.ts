import { constant } from '../graph/constant.js';
import { GraphError } from '../graph/onnx-model.js';
import { elementCount, sameShape } from '../graph/shape.js';
import { parameter, type Tensor } from '../graph/tensor.js';
import { Random } from '../random.js';
import type { NamedWeights } from './named-weights.js';

/** First values of a parameter of `count` elements. */
export type Initialiser = (random: Random, shape: readonly number[]) => Float32Array;

interface Declared {
  readonly tensor: Tensor;
  readonly initialise: Initialiser;
  readonly isTrained: boolean;
}

/** The weights of a network by name, declared as the network is written down. Folders of names are made with `at`. */
export class Parameters {
  private constructor(
    private readonly declared: Map<string, Declared>,
    private readonly prefix: string,
    private readonly fixed?: NamedWeights,
  ) {}

  static create(): Parameters {
    return new Parameters(new Map(), '');
  }

  /**
   * Weights that are part of the graph and never change, as of a network that measures. A weight without a value, or with
   * one of another size, is a GraphError as soon as it is asked for.
   */
  static fixed(values: NamedWeights): Parameters {
    return new Parameters(new Map(), '', values);
  }

  /** The same weights under `name.` */
  at(name: string | number): Parameters {
    return new Parameters(this.declared, `${this.prefix}${name}.`, this.fixed);
  }

  /** A trained weight; the same tensor each time it is asked for. */
  weight(name: string, shape: readonly number[], initialise: Initialiser): Tensor {
    return this.declare(name, shape, initialise, true);
  }

  /** A value that training keeps up by itself, such as running statistics. */
  statistic(name: string, shape: readonly number[], initialise: Initialiser): Tensor {
    return this.declare(name, shape, initialise, false);
  }

  /** Weights that gradients change, in the order in which they were declared. */
  get trained(): ReadonlyMap<string, Tensor> {
    return this.tensors(({ isTrained }) => isTrained);
  }

  /** All weights, in the order in which they were declared. */
  get all(): ReadonlyMap<string, Tensor> {
    return this.tensors(() => true);
  }

  /** First values of all weights; the same for the same seed. */
  initialValues(seed: number): Map<string, Float32Array> {
    const random = new Random(seed);
    return new Map(
      [...this.declared].map(([name, { tensor, initialise }]) => [
        name,
        initialise(random, tensor.shape as readonly number[]),
      ]),
    );
  }

  private declare(
    name: string,
    shape: readonly number[],
    initialise: Initialiser,
    isTrained: boolean,
  ): Tensor {
    const full = this.prefix + name;
    const known = this.declared.get(full);
    if (known) {
      if (sameShape(known.tensor.shape, shape)) return known.tensor;
      throw new GraphError(
        `The weight ${full} is ${String(known.tensor)} and cannot be [${shape.join(', ')}] too.`,
      );
    }
    const tensor = this.fixed ? fixedWeight(full, shape, this.fixed) : parameter(full, shape);
    this.declared.set(full, { tensor, initialise, isTrained });
    return tensor;
  }

  private tensors(isWanted: (declared: Declared) => boolean): Map<string, Tensor> {
    return new Map(
      [...this.declared].flatMap(([name, declared]) => (isWanted(declared) ? [[name, declared.tensor]] : [])),
    );
  }
}

function fixedWeight(name: string, shape: readonly number[], values: NamedWeights): Tensor {
  const found = values.get(name);
  if (found?.length === elementCount(shape)) return constant(found, shape);
  throw new GraphError(
    `The weight ${name} should be [${shape.join(', ')}] and is ${found ? `of ${found.length} elements` : 'missing'}.`,
  );
}

/** Every element the same. */
export function filledWith(value: number): Initialiser {
  return (_random, shape) => new Float32Array(elementCount(shape)).fill(value);
}

/**
 * Normal numbers with variance gain ÷ fan-in (He et al. 2015, eq. 10, for gain 2), for filters [O, C, kh, kw].
 *
 * @param gain 2 before ReLU; less to begin near zero
 */
export function heNormal(gain = 2): Initialiser {
  return (random, shape) => {
    const deviation = Math.sqrt(gain / elementCount(shape.slice(1)));
    return Float32Array.from({ length: elementCount(shape) }, () => random.normal() * deviation);
  };
}
