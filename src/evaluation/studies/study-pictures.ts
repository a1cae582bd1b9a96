import { Injectable } from '@nestjs/common';
import { GarmentService, type ReadyGarment } from '../../catalog/garment.service.js';
import type { TryOnOptions } from '../../inference/inference-provider.js';
import { PersonPhotoService, type TryOnPerson } from '../../persons/person-photo.service.js';
import type { EvaluationTurn, EvaluationWork } from '../evaluation-work.js';
import { type BenchedModel, ModelBench } from '../model-bench.js';
import { spoilPicture } from './spoil-picture.js';
import { StudyFiles } from './study-files.js';
import type { StudyPair } from './study-pair.entity.js';
import { StudyRepository } from './study.repository.js';

/** As raters see them: two fit beside each other on a screen. */
const OUTPUT: TryOnOptions = { format: 'jpeg', quality: 90, maxSide: 900 };

type Column = 'pictureA' | 'pictureB';

/** Makes the pictures of a study by both models, then opens it for raters. */
@Injectable()
export class StudyPictures implements EvaluationWork {
  readonly kind = 'STUDY';

  constructor(
    private readonly repository: StudyRepository,
    private readonly files: StudyFiles,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly bench: ModelBench,
  ) {}

  async run({ id, signal }: EvaluationTurn): Promise<void> {
    const study = await this.repository.findById(id);
    if (study?.state !== 'PREPARING') return;
    await this.makeAll(id, study.modelA, 'pictureA', signal);
    await this.makeAll(id, study.modelB, 'pictureB', signal);
    for (const pair of await this.repository.pairsOf(id, 'WAITING')) {
      signal.throwIfAborted();
      await this.finish(pair);
    }
    const ready = await this.repository.pairsOf(id, 'READY');
    await this.repository.advance(
      id,
      ['PREPARING'],
      ready.length > 0
        ? { state: 'OPEN' }
        : { state: 'FAILED', failure: 'No pair could be computed; look at the garments and sample people.' },
    );
  }

  async fail(id: string, failure: string): Promise<void> {
    await this.repository.advance(id, ['PREPARING'], { state: 'FAILED', failure });
  }

  /** One model's pictures of all pairs that lack them. */
  private async makeAll(
    studyId: string,
    modelId: string,
    column: Column,
    signal: AbortSignal,
  ): Promise<void> {
    const missing = (await this.repository.pairsOf(studyId, 'WAITING')).filter(
      (pair) => pair[column] === null,
    );
    if (missing.length === 0) return;
    const model = await this.bench.open(modelId);
    try {
      for (const pair of missing) {
        if ((await this.repository.findById(studyId))?.state !== 'PREPARING') return;
        const failureCode = await this.make(pair, model, column, signal);
        if (failureCode) await this.repository.updatePair(pair.id, { state: 'FAILED', failureCode });
      }
    } finally {
      await model.close();
    }
  }

  /** Computes and stores a picture; answers why it cannot. */
  private async make(
    pair: StudyPair,
    model: BenchedModel,
    column: Column,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const subject = await this.subjectOf(pair);
    if (typeof subject === 'string') return subject;
    const output = await model.tryOn(subject.person, subject.garment, OUTPUT, signal);
    if ('failureCode' in output) return output.failureCode;
    await this.store(pair, column, output.picture);
    return undefined;
  }

  private async subjectOf({
    channelId,
    garmentId,
    personPhotoId,
  }: StudyPair): Promise<{ person: TryOnPerson; garment: ReadyGarment } | string> {
    const [person, garment] = await Promise.all([
      this.persons.findForTryOn({ channelId }, personPhotoId),
      this.garments.findReady(channelId, garmentId),
    ]);
    if (typeof person === 'string' || 'rejected' in person) return 'PERSON_NOT_READY';
    if (garment === 'NOT_FOUND' || 'status' in garment) return 'GARMENT_NOT_READY';
    return { person, garment };
  }

  private async finish(pair: StudyPair): Promise<void> {
    if (!pair.pictureA || !pair.pictureB) return;
    const spoiled = await spoilPicture(await this.files.get(pair.pictureA));
    if (await this.store(pair, 'spoiled', spoiled)) {
      await this.repository.updatePair(pair.id, { state: 'READY' });
    }
  }

  /** The file first, then the row, unless the person was deleted meanwhile: then nothing stays. */
  private async store(pair: StudyPair, column: Column | 'spoiled', picture: Uint8Array): Promise<boolean> {
    const blob = await this.files.put(pair.id, picture);
    const stored = await this.repository.transaction(
      async (manager) =>
        (await this.persons.lockForResult(manager, pair.channelId, pair.personPhotoId)) &&
        this.repository.updatePair(pair.id, { [column]: blob }, manager),
    );
    if (!stored) await this.files.deleteFolders([pair.id]);
    return stored;
  }
}
