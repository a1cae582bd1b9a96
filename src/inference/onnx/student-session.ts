import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { GarmentTensors } from '../../images/garment-tensors.js';
import type { ModelCard, TensorContract } from '../../models/model-card.js';
import type { NetworkMaps } from '../../neural/compositor/network-maps.js';
import type { ExecutionProvider } from '../inference-provider.js';
import { padChannels } from './pad-channels.js';
import { PERSON_DISTANCE, STUDENT_MAPS, wavePattern, wrongMap } from '../../neural/networks/student-maps.js';
import { outputShape, splitStudent, trimStudent } from './split-student.js';

/** A model as the worker threads get it. */
export interface StudentModel {
  readonly card: ModelCard;
  readonly digest: string;
  /** The ONNX graph, checked. */
  readonly graph: Uint8Array;
}

/**
 * A student network on one execution provider. `run` of the runtime blocks its thread, so this belongs into a worker
 * thread. A student whose card names feature tensors is held in three parts; otherwise it is one graph, and features
 * are empty lists.
 */
export class StudentSession {
  private constructor(
    readonly model: StudentModel,
    readonly executionProvider: ExecutionProvider,
    private readonly personEncoder: InferenceSession | undefined,
    private readonly garmentEncoder: InferenceSession | undefined,
    private readonly fitting: InferenceSession,
  ) {}

  /**
   * Opens the sessions and runs everything once, so that the first request is as fast as the next.
   *
   * @throws Error when the provider is missing, cannot run the graph, or answers with other numbers than the CPU
   */
  static async open(
    model: StudentModel,
    executionProvider: ExecutionProvider,
    threads: number,
  ): Promise<StudentSession> {
    const create = (graph: Uint8Array): Promise<InferenceSession> =>
      InferenceSession.create(executionProvider === 'webgpu' ? padChannels(graph) : graph, {
        executionProviders: [executionProvider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
      });
    const { features } = model.card;
    const parts = features ? splitStudent(model.graph, features) : undefined;
    const session = new StudentSession(
      model,
      executionProvider,
      parts && (await create(parts.personEncoder)),
      parts && (await create(parts.garmentEncoder)),
      await create(parts ? parts.fitting : trimStudent(model.graph)),
    );
    await session.warmUp(threads);
    return session;
  }

  /**
   * @param person [3, height, width], −1…1
   * @returns feature tensors in the order of the card
   */
  async encodePerson(person: Float32Array): Promise<Float32Array[]> {
    const { features } = this.model.card;
    if (!this.personEncoder || !features) return [];
    return this.encode(this.personEncoder, { person: this.image(person, 3) }, features.person);
  }

  /** @returns feature tensors in the order of the card */
  async encodeGarment({ garment, mask }: GarmentTensors): Promise<Float32Array[]> {
    const { features } = this.model.card;
    if (!this.garmentEncoder || !features) return [];
    const feeds = { garment: this.image(garment, 3), garment_mask: this.image(mask, 1) };
    return this.encode(this.garmentEncoder, feeds, features.garment);
  }

  /**
   * Flow and generator.
   *
   * @param personFeatures what {@link encodePerson} answered for `person`
   * @param garmentFeatures what {@link encodeGarment} answered for `garment`
   */
  async fit(
    person: Float32Array,
    garment: GarmentTensors,
    personFeatures: readonly Float32Array[],
    garmentFeatures: readonly Float32Array[],
  ): Promise<NetworkMaps> {
    const { frame, features } = this.model.card;
    const feeds: Record<string, Tensor> = {
      person: this.image(person, 3),
      garment: this.image(garment.garment, 3),
      garment_mask: this.image(garment.mask, 1),
    };
    const contracts = features ? [...features.person, ...features.garment] : [];
    [...personFeatures, ...garmentFeatures].forEach((data, index) => {
      const { name, shape } = contracts[index]!;
      feeds[name] = new Tensor('float32', data, shape);
    });
    const results = await this.fitting.run(feeds);
    const distance = results[PERSON_DISTANCE]?.data[0];
    const values = (name: (typeof STUDENT_MAPS)[number]): Float32Array => results[name]!.data as Float32Array;
    const [, , flowHeight, flowWidth] = outputShape(this.model.card, 'flow');
    return {
      height: frame.height,
      width: frame.width,
      person,
      garmentMask: garment.mask,
      flow: values('flow'),
      flowHeight: flowHeight!,
      flowWidth: flowWidth!,
      composition: values('composition'),
      rendered: values('rendered'),
      preservation: values('preservation'),
      ...(typeof distance === 'number' && { personDistance: distance }),
    };
  }

  /** Frees the runtime's memory; the session cannot be used afterwards. */
  async close(): Promise<void> {
    for (const session of [this.personEncoder, this.garmentEncoder, this.fitting]) await session?.release();
  }

  /** Runs everything once; what another provider than the CPU computes is held against the CPU's. */
  private async warmUp(threads: number): Promise<void> {
    const { executionProvider, model } = this;
    const maps = await this.fitPattern();
    const cpu = executionProvider === 'cpu' ? undefined : await StudentSession.open(model, 'cpu', threads);
    const wanted = (await cpu?.fitPattern()) ?? maps;
    await cpu?.close();
    const wrong = wrongMap(maps, wanted);
    if (!wrong) return;
    await this.close();
    throw new Error(
      `${executionProvider} computes a wrong ${wrong.name} (off by ${wrong.difference} on average)`,
    );
  }

  /** Runs the whole student on waves, so that every weight counts. */
  private async fitPattern(): Promise<NetworkMaps> {
    const { person, garment } = wavePattern(this.model.card.frame);
    return this.fit(person, garment, await this.encodePerson(person), await this.encodeGarment(garment));
  }

  private async encode(
    session: InferenceSession,
    feeds: Record<string, Tensor>,
    contract: readonly TensorContract[],
  ): Promise<Float32Array[]> {
    const results = await session.run(feeds);
    return contract.map(({ name }) => results[name]!.data as Float32Array);
  }

  private image(data: Float32Array, channels: number): Tensor {
    const { height, width } = this.model.card.frame;
    return new Tensor('float32', data, [1, channels, height, width]);
  }
}
