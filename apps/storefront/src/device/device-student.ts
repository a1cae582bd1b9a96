import type { GarmentTensors } from '../../../../src/images/garment-tensors.js';
import type { NetworkFrame } from '../../../../src/images/network-frame.js';
import type { NetworkMaps } from '../../../../src/neural/compositor/network-maps.js';
import { PERSON_DISTANCE, STUDENT_MAPS, wavePattern } from '../../../../src/neural/networks/student-maps.js';
import { DeviceError } from './device-error.js';
import type { DeviceModelPart, DeviceProvider } from './device-messages.js';
import type { PlainTensor, Runner, Runtime } from './runtime.js';

/** Feature tensors by name; see the parts of `DeviceModel` in the shop schema. */
export type Features = Readonly<Record<string, PlainTensor>>;

/** The student network on one provider of the device, in the same parts as on the server. */
export class DeviceStudent {
  private constructor(
    readonly provider: DeviceProvider,
    readonly frame: NetworkFrame,
    private readonly personEncoder: Runner | undefined,
    private readonly garmentEncoder: Runner | undefined,
    private readonly fitting: Runner,
  ) {}

  /** @param graphs ONNX files of the model's parts */
  static async open(
    runtime: Pick<Runtime, 'open'>,
    provider: DeviceProvider,
    frame: NetworkFrame,
    graphs: ReadonlyMap<DeviceModelPart['kind'], Uint8Array>,
  ): Promise<DeviceStudent> {
    const open = async (kind: DeviceModelPart['kind']): Promise<Runner | undefined> => {
      const graph = graphs.get(kind);
      return graph && runtime.open(graph, provider);
    };
    const personEncoder = await open('PERSON_ENCODER');
    const garmentEncoder = await open('GARMENT_ENCODER');
    const fitting = await open('FITTING');
    if (!fitting) throw new DeviceError('MODEL_DAMAGED', 'The model has no fitting part.');
    return new DeviceStudent(provider, frame, personEncoder, garmentEncoder, fitting);
  }

  /** @param person [3, height, width], −1…1 */
  async encodePerson(person: Float32Array): Promise<Features> {
    return (await this.personEncoder?.run({ person: this.image(person, 3) })) ?? {};
  }

  async encodeGarment({ garment, mask }: GarmentTensors): Promise<Features> {
    const feeds = { garment: this.image(garment, 3), garment_mask: this.image(mask, 1) };
    return (await this.garmentEncoder?.run(feeds)) ?? {};
  }

  /**
   * Flow and generator.
   *
   * @param features what the encoders answered for both
   */
  async fit(
    person: Float32Array,
    { garment, mask }: GarmentTensors,
    features: { readonly person: Features; readonly garment: Features },
  ): Promise<NetworkMaps> {
    const results = await this.fitting.run({
      ...features.person,
      ...features.garment,
      person: this.image(person, 3),
      garment: this.image(garment, 3),
      garment_mask: this.image(mask, 1),
    });
    const distance = results[PERSON_DISTANCE];
    const [flow, composition, rendered, preservation] = STUDENT_MAPS.map((name) => {
      const map = results[name];
      if (!map) throw new DeviceError('MODEL_DAMAGED', `The model answers no ${name}.`);
      return map;
    }) as [PlainTensor, PlainTensor, PlainTensor, PlainTensor];
    return {
      height: this.frame.height,
      width: this.frame.width,
      person,
      garmentMask: mask,
      flow: flow.data,
      flowHeight: flow.dims[2]!,
      flowWidth: flow.dims[3]!,
      composition: composition.data,
      rendered: rendered.data,
      preservation: preservation.data,
      ...(distance && { personDistance: distance.data[0] }),
    };
  }

  /** Runs the whole student on waves, so that every weight counts: to warm up, to measure and to compare providers. */
  async fitPattern(): Promise<NetworkMaps> {
    const { person, garment } = wavePattern(this.frame);
    return this.fit(person, garment, {
      person: await this.encodePerson(person),
      garment: await this.encodeGarment(garment),
    });
  }

  /** Frees the runtime's memory. */
  async close(): Promise<void> {
    for (const runner of [this.personEncoder, this.garmentEncoder, this.fitting]) await runner?.close();
  }

  private image(data: Float32Array, channels: number): PlainTensor {
    return { data, dims: [1, channels, this.frame.height, this.frame.width] };
  }
}
