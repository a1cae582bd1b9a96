import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadyGarment } from '../catalog/garment.service.js';
import { Config } from '../config/config.js';
import { PictureError } from '../images/picture-error.js';
import {
  INFERENCE_PROVIDER,
  type InferenceProvider,
  type TryOnOptions,
  type TryOnOutput,
} from '../inference/inference-provider.js';
import { OnnxInferenceProvider } from '../inference/onnx/onnx-inference-provider.js';
import { Logger } from '../logging/logger.js';
import { ModelRegistry } from '../models/model-registry.js';
import type { TryOnPerson } from '../persons/person-photo.service.js';
import { BLOB_STORE, BlobNotFoundError, type BlobStore } from '../storage/blob-store.js';

/** How often an evaluation looks whether shoppers have left the workers free. */
const YIELD_MS = 25;

/** A model that is not the one that answers shoppers, with a worker thread of its own. */
export interface BenchedModel {
  readonly id: string;
  /** SHA-256 over the model's files, hex. */
  readonly digest: string;
  /**
   * Puts the garment on the person once no shopper waits; answers why that is impossible for this pair.
   * @throws the signal's reason
   */
  tryOn(
    person: TryOnPerson,
    garment: ReadyGarment,
    options: TryOnOptions,
    signal: AbortSignal,
  ): Promise<TryOnOutput | { readonly failureCode: string }>;
  close(): Promise<void>;
}

/** Opens models beside the active one, so that evaluating never switches what shoppers see. */
@Injectable()
export class ModelBench {
  constructor(
    private readonly config: Config,
    private readonly registry: ModelRegistry,
    private readonly logger: Logger,
    @Inject(INFERENCE_PROVIDER) private readonly shoppers: InferenceProvider,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /**
   * Id and digest of a model that may run here.
   * @throws ModelError when it is missing, damaged or not allowed
   */
  async check(modelId: string): Promise<{ id: string; digest: string }> {
    const { card, digest } = await this.registry.load(modelId);
    return { id: card.id, digest };
  }

  /** The model that answers shoppers now. */
  activeModelId(): string {
    return this.shoppers.activeModel().id;
  }

  /**
   * Loads a model into one worker thread; to be closed.
   * @throws ModelError when it is missing, damaged or not allowed
   */
  async open(modelId: string): Promise<BenchedModel> {
    const provider = await OnnxInferenceProvider.start({
      registry: this.registry,
      modelId,
      preference: this.config.executionProviders,
      workers: 1,
      threadsPerSession: 1,
      queueLimit: 1,
      logger: this.logger,
    });
    const { id, digest } = provider.activeModel();
    return {
      id,
      digest,
      tryOn: (person, garment, options, signal) => this.tryOn(provider, person, garment, options, signal),
      close: () => provider.close(),
    };
  }

  private async tryOn(
    provider: InferenceProvider,
    person: TryOnPerson,
    garment: ReadyGarment,
    options: TryOnOptions,
    signal: AbortSignal,
  ): Promise<TryOnOutput | { failureCode: string }> {
    while (this.shoppers.queueDepth() > 0) await sleep(YIELD_MS, undefined, { signal });
    signal.throwIfAborted();
    try {
      const [personPhoto, garmentCutout] = await Promise.all([
        this.blobs.get(person.photoBlob),
        this.blobs.get(garment.cutoutBlob),
      ]);
      const task = { personPhoto, garmentCutout, garmentDigest: garment.cutoutDigest, options };
      return await provider.tryOn(task, signal);
    } catch (error) {
      if (error instanceof BlobNotFoundError) return { failureCode: 'PICTURE_GONE' };
      if (error instanceof PictureError) return { failureCode: error.code };
      throw error;
    }
  }
}
