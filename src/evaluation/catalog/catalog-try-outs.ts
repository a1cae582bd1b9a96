import { Injectable } from '@nestjs/common';
import { GarmentService } from '../../catalog/garment.service.js';
import type { TryOnOptions } from '../../inference/inference-provider.js';
import { PersonPhotoService } from '../../persons/person-photo.service.js';
import type { EvaluationTurn, EvaluationWork } from '../evaluation-work.js';
import { type BenchedModel, ModelBench } from '../model-bench.js';
import type { CatalogEvaluation } from './catalog-evaluation.entity.js';
import { CatalogEvaluationRepository } from './catalog-evaluation.repository.js';
import type { EvaluatedPair } from './evaluated-pair.entity.js';
import { EvaluatedPictures } from './evaluated-pictures.js';

/** Enough to judge a result by, on a screen. */
const OUTPUT: TryOnOptions = { format: 'jpeg', quality: 85, maxSide: 640 };

/** Tries a shop's garments on its sample people, pair by pair. */
@Injectable()
export class CatalogTryOuts implements EvaluationWork {
  readonly kind = 'CATALOG';

  constructor(
    private readonly repository: CatalogEvaluationRepository,
    private readonly pictures: EvaluatedPictures,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly bench: ModelBench,
  ) {}

  async run({ id, signal }: EvaluationTurn): Promise<void> {
    if (!(await this.repository.advance(id, ['QUEUED', 'RUNNING'], { state: 'RUNNING' }))) return;
    const evaluation = await this.repository.findById(id);
    if (!evaluation) return;
    const model = await this.bench.open(evaluation.modelId);
    try {
      if (model.digest !== evaluation.modelDigest) {
        await this.fail(
          id,
          'The model’s files have changed since the evaluation was started; start it again.',
        );
        return;
      }
      for (const pair of await this.repository.waiting(id)) {
        if ((await this.repository.findById(id))?.state !== 'RUNNING') return;
        const startedAt = performance.now();
        await this.tryOut(evaluation, pair, model, signal);
        await this.repository.countDone(id, (performance.now() - startedAt) / 1000);
      }
    } finally {
      await model.close();
    }
    await this.repository.advance(id, ['RUNNING'], { state: 'COMPLETED', finishedAt: new Date() });
  }

  async fail(id: string, failure: string): Promise<void> {
    const change = { state: 'FAILED' as const, failure, finishedAt: new Date() };
    await this.repository.advance(id, ['QUEUED', 'RUNNING'], change);
  }

  private async tryOut(
    { channelId, threshold }: CatalogEvaluation,
    pair: EvaluatedPair,
    model: BenchedModel,
    signal: AbortSignal,
  ): Promise<void> {
    const [person, garment] = await Promise.all([
      this.persons.findForTryOn({ channelId }, pair.personPhotoId),
      this.garments.findReady(channelId, pair.garmentId),
    ]);
    if (typeof person === 'string' || 'rejected' in person) return this.note(pair, 'PERSON_NOT_READY');
    if (garment === 'NOT_FOUND' || 'status' in garment) return this.note(pair, 'GARMENT_NOT_READY');
    const output = await model.tryOn(person, garment, OUTPUT, signal);
    if ('failureCode' in output) return this.note(pair, output.failureCode);
    const { confidence, width, height } = output;
    const pictureBlob = await this.pictures.put(pair.id, output.picture);
    const state = confidence.score >= threshold ? 'SHOWN' : 'WITHHELD';
    const change = { state, confidence, score: confidence.score, pictureBlob, width, height } as const;
    const stored = await this.repository.transaction(
      async (manager) =>
        (await this.persons.lockForResult(manager, channelId, pair.personPhotoId)) &&
        this.repository.updatePair(pair.id, change, manager),
    );
    if (!stored) await this.pictures.deleteFolders([pair.id]);
  }

  private async note(pair: EvaluatedPair, failureCode: string): Promise<void> {
    await this.repository.updatePair(pair.id, { state: 'FAILED', failureCode });
  }
}
