import type { NetworkMaps } from '../compositor/network-maps.js';
import { decodeModel, encodeModel, GraphError, type OnnxModel } from '../graph/onnx-model.js';
import { floats, GraphSession, type SessionOptions, type Values } from '../runtime/graph-session.js';

/** All that a student makes of one person and one garment. */
export interface StudentMaps extends NetworkMaps {
  /** [3, height, width], −1…1: warped·composition + rendered·(1−composition). */
  readonly tryOn: Float32Array;
}

/** A garment as a student takes it. */
export interface GarmentInput {
  /** [3, height, width], −1…1, 0 outside of the mask. */
  readonly garment: Float32Array;
  /** [height, width], 0/1. */
  readonly mask: Float32Array;
}

/** A student with the product's tensor contract, one person and one garment at a time, at its own frame. */
export class StudentRunner {
  private constructor(
    private readonly session: GraphSession,
    readonly height: number,
    readonly width: number,
  ) {}

  /**
   * @param model an ONNX model or file of batch 1 with the inputs `person`, `garment` and `garment_mask`
   * @throws GraphError when it has no input `person` of fixed shape [1, 3, height, width]
   */
  static async open(model: OnnxModel | Uint8Array, options: SessionOptions = {}): Promise<StudentRunner> {
    const bytes = model instanceof Uint8Array ? model : encodeModel(model);
    const { graph } = model instanceof Uint8Array ? decodeModel(model) : model;
    const person = graph.input.find(({ name }) => name === 'person');
    const [batch, channels, height, width] =
      person?.type.tensorType.shape?.dim.map(({ dimValue }) => Number(dimValue)) ?? [];
    if (batch !== 1 || channels !== 3 || !height || !width) {
      throw new GraphError(
        'The model is no student: it needs an input person of shape [1, 3, height, width].',
      );
    }
    return new StudentRunner(await GraphSession.open(bytes, options), height, width);
  }

  /** @param person [3, height, width], −1…1 */
  async tryOn(person: Float32Array, { garment, mask }: GarmentInput): Promise<StudentMaps> {
    const { height, width } = this;
    const answer = await this.session.run({
      person: floats(person, [1, 3, height, width]),
      garment: floats(garment, [1, 3, height, width]),
      garment_mask: floats(mask, [1, 1, height, width]),
    });
    const flow = required(answer, 'flow');
    const [, , flowHeight = 0, flowWidth = 0] = flow.dims;
    return {
      height,
      width,
      person,
      garmentMask: mask,
      flow: flow.data as Float32Array,
      flowHeight,
      flowWidth,
      composition: required(answer, 'composition').data as Float32Array,
      rendered: required(answer, 'rendered').data as Float32Array,
      preservation: required(answer, 'preservation').data as Float32Array,
      tryOn: required(answer, 'try_on').data as Float32Array,
    };
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

function required(values: Values, name: string): Values[string] {
  const tensor = values[name];
  if (!tensor) throw new GraphError(`The model is no student: it has no output ${name}.`);
  return tensor;
}
