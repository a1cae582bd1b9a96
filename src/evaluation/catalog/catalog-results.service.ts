import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '../../access/channel.service.js';
import type { RequestContext } from '../../access/request-context.js';
import type { ResultVerdict } from '../../api/admin-api.types.js';
import { type CalibrationOutcome, calibrateThreshold } from './calibrate-threshold.js';
import type { CatalogEvaluation } from './catalog-evaluation.entity.js';
import { CatalogEvaluationRepository, type PairQuery } from './catalog-evaluation.repository.js';
import { type CatalogFigures, catalogFigures } from './catalog-report.js';
import type { EvaluatedPair } from './evaluated-pair.entity.js';

const [MIN_BAD_RATE, MAX_BAD_RATE] = [0.005, 0.5];

/** A pair with what the merchant says of it. */
export interface JudgedPair {
  readonly pair: EvaluatedPair;
  readonly verdict: ResultVerdict | null;
}

/** What an evaluation has found: figures, pairs, the merchant's marks, and the threshold that follows from them. */
@Injectable()
export class CatalogResultsService {
  constructor(private readonly repository: CatalogEvaluationRepository) {}

  /** Figures so far; null when there is no such evaluation in the channel. */
  async report(
    { channel }: RequestContext,
    id: string,
  ): Promise<{ evaluation: CatalogEvaluation; figures: CatalogFigures; worst: JudgedPair[] } | null> {
    const evaluation = await this.repository.find(channel.id, id);
    if (!evaluation) return null;
    const figures = catalogFigures(evaluation.garmentCounts, await this.repository.counted(id));
    const pairs = new Map((await this.repository.findPairs(figures.worst)).map((pair) => [pair.id, pair]));
    const worst = figures.worst.flatMap((pairId) => pairs.get(pairId) ?? []);
    return { evaluation, figures, worst: await this.judged(worst) };
  }

  async listPairs(
    { channel }: RequestContext,
    id: string,
    query: PairQuery,
  ): Promise<[JudgedPair[], number]> {
    const [pairs, total] = await this.repository.listPairs(channel.id, id, query);
    return [await this.judged(pairs), total];
  }

  /** Notes or takes back what the merchant says; only a computed pair can be judged. */
  async mark(
    { channel }: RequestContext,
    pairId: string,
    verdict: ResultVerdict | null,
  ): Promise<JudgedPair | 'NOT_FOUND' | 'NOT_READY'> {
    const pair = await this.repository.findPair(channel.id, pairId);
    if (!pair) return 'NOT_FOUND';
    if (!pair.pictureBlob) return 'NOT_READY';
    await this.repository.mark(channel.id, pairId, verdict);
    return { pair, verdict };
  }

  /** See `calibrateThreshold`; over all marks of the channel on results of the evaluation's model. */
  async calibrate(
    { channel }: RequestContext,
    evaluationId: string,
    wantedBadRate: number,
  ): Promise<CalibrationOutcome | FieldProblem | 'NOT_FOUND'> {
    const evaluation = await this.repository.find(channel.id, evaluationId);
    if (!evaluation) return 'NOT_FOUND';
    if (!(wantedBadRate >= MIN_BAD_RATE && wantedBadRate <= MAX_BAD_RATE)) {
      return { field: 'wantedBadRate', message: `Use ${MIN_BAD_RATE} to ${MAX_BAD_RATE}.` };
    }
    const marks = await this.repository.markedScores(channel.id, evaluation.modelDigest);
    return calibrateThreshold(marks, wantedBadRate);
  }

  private async judged(pairs: readonly EvaluatedPair[]): Promise<JudgedPair[]> {
    const verdicts = await this.repository.verdicts(pairs.map(({ id }) => id));
    return pairs.map((pair) => ({ pair, verdict: verdicts.get(pair.id) ?? null }));
  }
}
