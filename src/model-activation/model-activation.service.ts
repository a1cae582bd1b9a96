import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { Logger } from '../logging/logger.js';
import { ModelError } from '../models/model-error.js';
import { InstanceSetting } from './instance-setting.entity.js';

const SETTING = 'active-model';
/** How soon other processes follow a switch. */
const FOLLOW_MS = 5_000;

/** Which model answers: chosen by an administrator, remembered over restarts, followed by every process. */
@Injectable()
export class ModelActivationService implements OnApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private following?: Promise<void>;

  constructor(
    @InjectRepository(InstanceSetting) private readonly settings: Repository<InstanceSetting>,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
    private readonly logger: Logger,
  ) {}

  /** Follows the stored choice from now on. */
  async start(): Promise<void> {
    await this.follow();
    this.timer = setInterval(() => {
      this.following ??= this.follow().finally(() => (this.following = undefined));
    }, FOLLOW_MS).unref();
  }

  /**
   * Switches here, then remembers the choice for every process.
   * @throws ModelError when the model is missing, damaged or not allowed; the old one stays
   */
  async activate(id: string): Promise<void> {
    await this.inference.activate(id);
    await this.settings.save({ key: SETTING, value: id, updatedAt: new Date() });
    this.logger.event('info', 'model activated', { model: id });
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.following;
  }

  private async follow(): Promise<void> {
    const chosen = await this.settings.findOneBy({ key: SETTING }).catch(() => null);
    if (typeof chosen?.value !== 'string' || chosen.value === this.inference.activeModel().id) return;
    try {
      await this.inference.activate(chosen.value);
      this.logger.event('info', 'model activated', { model: chosen.value });
    } catch (error) {
      const code = error instanceof ModelError ? error.code : 'UNKNOWN';
      this.logger.event('error', 'the chosen model cannot be activated here', { model: chosen.value, code });
    }
  }
}
