import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Logger } from '../logging/logger.js';
import { ModelRegistry } from '../models/model-registry.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from './inference-provider.js';
import { OnnxInferenceProvider } from './onnx/onnx-inference-provider.js';

/** Makes the model registry and the one inference provider injectable everywhere. */
@Global()
@Module({
  providers: [
    {
      provide: ModelRegistry,
      inject: [Config],
      useFactory: (config: Config) =>
        new ModelRegistry({
          folder: config.modelsDir,
          production: config.environment === 'production',
          allowResearchModels: config.allowResearchModels,
        }),
    },
    {
      provide: INFERENCE_PROVIDER,
      inject: [Config, ModelRegistry, Logger],
      useFactory: (config: Config, registry: ModelRegistry, logger: Logger) =>
        OnnxInferenceProvider.start({
          registry,
          modelId: config.model,
          preference: config.executionProviders,
          workers: config.inferenceWorkers,
          threadsPerSession: config.threadsPerSession,
          queueLimit: config.inferenceQueueLimit,
          logger,
        }),
    },
  ],
  exports: [ModelRegistry, INFERENCE_PROVIDER],
})
export class InferenceModule implements OnApplicationShutdown {
  constructor(@Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider) {}

  /** Ends the worker threads after what runs has finished. */
  async onApplicationShutdown(): Promise<void> {
    await this.inference.close();
  }
}
