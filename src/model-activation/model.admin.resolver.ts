import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import type { ActivateModelResult, InferenceStatus, Model } from '../api/admin-api.types.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { ModelError } from '../models/model-error.js';
import { ModelRegistry, type ModelSummary } from '../models/model-registry.js';
import { ModelActivationService } from './model-activation.service.js';

@Resolver()
export class ModelAdminResolver {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly activation: ModelActivationService,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
  ) {}

  @Query('models')
  @Allow('VIEWER')
  async list(): Promise<Model[]> {
    const activeId = this.inference.activeModel().id;
    return (await this.registry.list()).map((summary) => toView(summary, activeId));
  }

  @Query('inference')
  @Allow('VIEWER')
  status(): InferenceStatus {
    return {
      executionProvider: this.inference.executionProvider(),
      activeModelId: this.inference.activeModel().id,
      queueDepth: this.inference.queueDepth(),
      ...this.inference.capacity,
    };
  }

  @Mutation('activateModel')
  @Allow('PLATFORM_OWNER')
  async activate(@Args('id') id: string): Promise<ActivateModelResult> {
    try {
      await this.activation.activate(id);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      return error.code === 'NOT_FOUND'
        ? { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: error.message }
        : { __typename: 'ModelRefused', errorCode: 'MODEL_REFUSED', message: error.message };
    }
    const model = (await this.list()).find((candidate) => candidate.id === id);
    if (!model) throw new Error('The activated model is not listed.');
    return { __typename: 'Model', ...model };
  }
}

function toView({ id, digest, card, error }: ModelSummary, activeId: string): Model {
  return {
    id,
    isActive: id === activeId,
    digest: digest ?? null,
    error: error?.message ?? null,
    card: card
      ? {
          name: card.name,
          version: card.version,
          licence: card.licence,
          allowedUse: card.allowedUse,
          trainingData: card.trainingData,
          metrics: card.metrics,
          notes: card.notes,
          frameHeight: card.frame.height,
          frameWidth: card.frame.width,
        }
      : null,
  };
}
