import { Inject, Injectable } from '@nestjs/common';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { ModelRegistry } from '../models/model-registry.js';
import { buildDeviceModel, type DeviceModel, type DeviceModelPart } from './device-model.js';

/** Models whose parts are kept in memory: the active one, and the one before for pages that are downloading it. */
const KEPT_MODELS = 2;

/** The active model as devices download it. Cut once, when first asked for. */
@Injectable()
export class DeviceModelService {
  /** By the model's digest, in the order in which they were first asked for. */
  private readonly models = new Map<string, Promise<DeviceModel>>();

  constructor(
    private readonly registry: ModelRegistry,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
  ) {}

  /**
   * The model that the server itself runs at this moment.
   *
   * @throws ModelError when its files are damaged, or its card does not allow what the server is used for
   */
  async active(): Promise<DeviceModel> {
    const { id, digest } = this.inference.activeModel();
    const known = this.models.get(digest);
    if (known) return known;
    const model = this.registry.load(id).then(buildDeviceModel);
    this.models.set(digest, model);
    model.catch(() => this.models.delete(digest));
    const [oldest] = this.models.keys();
    if (oldest !== undefined && this.models.size > KEPT_MODELS) this.models.delete(oldest);
    return model;
  }

  /** A part of the active model or of the one before, by its digest. */
  async findPart(sha256: string): Promise<DeviceModelPart | undefined> {
    await this.active();
    for (const model of await Promise.all(this.models.values())) {
      const part = model.parts.find((candidate) => candidate.sha256 === sha256);
      if (part) return part;
    }
    return undefined;
  }
}
