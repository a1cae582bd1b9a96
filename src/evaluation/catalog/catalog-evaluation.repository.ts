import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, Repository, type SelectQueryBuilder } from 'typeorm';
import type {
  EvaluatedPairState,
  EvaluationState,
  GarmentCategory,
  ResultVerdict,
} from '../../api/admin-api.types.js';
import type { Page } from '../../api/page.js';
import { deleteReturningIds } from '../../database/delete-returning-ids.js';
import type { MarkedScore } from './calibrate-threshold.js';
import { CatalogEvaluation } from './catalog-evaluation.entity.js';
import { EvaluatedPair } from './evaluated-pair.entity.js';
import { PairMark } from './pair-mark.entity.js';

/** Which pairs of an evaluation, in which order. */
export interface PairQuery extends Page {
  readonly sort: { readonly field: 'position' | 'score'; readonly order: 'ASC' | 'DESC' };
  readonly state?: readonly EvaluatedPairState[];
  readonly category?: readonly GarmentCategory[];
  readonly marked?: boolean;
}

/** Pairs inserted by one statement. */
const BATCH = 500;

/** Rows of evaluations, their pairs and the marks on them. What administrators ask for names the channel. */
@Injectable()
export class CatalogEvaluationRepository {
  constructor(
    @InjectRepository(CatalogEvaluation) private readonly evaluations: Repository<CatalogEvaluation>,
    @InjectRepository(EvaluatedPair) private readonly pairs: Repository<EvaluatedPair>,
    @InjectRepository(PairMark) private readonly marks: Repository<PairMark>,
  ) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.evaluations.manager.transaction(work);
  }

  async insert(
    manager: EntityManager,
    values: Partial<CatalogEvaluation>,
    pairs: readonly Pick<EvaluatedPair, 'garmentId' | 'personPhotoId' | 'sku' | 'category'>[],
  ): Promise<CatalogEvaluation> {
    const { id, channelId } = await manager.save(manager.create(CatalogEvaluation, values));
    const rows = pairs.map((pair, position) => ({ ...pair, channelId, evaluationId: id, position }));
    for (let from = 0; from < rows.length; from += BATCH) {
      await manager.insert(EvaluatedPair, rows.slice(from, from + BATCH));
    }
    return manager.findOneByOrFail(CatalogEvaluation, { id });
  }

  async find(channelId: string, id: string): Promise<CatalogEvaluation | null> {
    return this.evaluations.findOneBy({ id, channelId });
  }

  /** For the job. */
  async findById(id: string): Promise<CatalogEvaluation | null> {
    return this.evaluations.findOneBy({ id });
  }

  async list(channelId: string, page: Page): Promise<[CatalogEvaluation[], number]> {
    return this.evaluations.findAndCount({
      where: { channelId },
      order: { createdAt: 'DESC', id: 'ASC' },
      ...page,
    });
  }

  /** Changes an evaluation that is in one of the states; answers whether there was one. */
  async advance(
    id: string,
    from: readonly EvaluationState[],
    change: Partial<CatalogEvaluation>,
  ): Promise<boolean> {
    const { affected } = await this.evaluations.update({ id, state: In([...from]) }, change);
    return (affected ?? 0) > 0;
  }

  /** Counts the pairs that are done, and adds what the last one took. */
  async countDone(id: string, seconds: number): Promise<void> {
    await this.evaluations.query(
      `UPDATE catalog_evaluation SET compute_seconds = compute_seconds + $2,
         done = (SELECT count(*) FROM evaluated_pair WHERE evaluation_id = $1 AND state <> 'WAITING')
       WHERE id = $1`,
      [id, seconds],
    );
  }

  /** Deletes the evaluation with pairs and marks; answers the ids of its pairs, whose files must follow. */
  async delete(channelId: string, id: string): Promise<string[] | undefined> {
    return this.transaction(async (manager) => {
      const pairs = await manager.find(EvaluatedPair, {
        select: { id: true },
        where: { channelId, evaluationId: id },
      });
      const { affected } = await manager.delete(CatalogEvaluation, { id, channelId });
      return affected ? pairs.map((pair) => pair.id) : undefined;
    });
  }

  async waiting(evaluationId: string): Promise<EvaluatedPair[]> {
    return this.pairs.find({ where: { evaluationId, state: 'WAITING' }, order: { position: 'ASC' } });
  }

  async updatePair(
    id: string,
    change: Partial<EvaluatedPair>,
    manager = this.pairs.manager,
  ): Promise<boolean> {
    const { affected } = await manager.update(EvaluatedPair, { id, state: 'WAITING' }, change);
    return (affected ?? 0) > 0;
  }

  /** All pairs with what figures need. */
  async counted(evaluationId: string): Promise<EvaluatedPair[]> {
    return this.pairs.find({
      select: { id: true, position: true, category: true, state: true, score: true },
      where: { evaluationId },
    });
  }

  async findPairs(ids: readonly string[]): Promise<EvaluatedPair[]> {
    return this.pairs.findBy({ id: In([...ids]) });
  }

  async findPair(channelId: string, id: string): Promise<EvaluatedPair | null> {
    return this.pairs.findOneBy({ id, channelId });
  }

  /** Whatever its channel: for a signed URL, which names the pair by itself. */
  async findPicture(id: string): Promise<EvaluatedPair | null> {
    return this.pairs.findOneBy({ id, state: In(['SHOWN', 'WITHHELD']) });
  }

  async listPairs(
    channelId: string,
    evaluationId: string,
    { sort, skip, take, state, category, marked }: PairQuery,
  ): Promise<[EvaluatedPair[], number]> {
    const query: SelectQueryBuilder<EvaluatedPair> = this.pairs
      .createQueryBuilder('pair')
      .where({ channelId, evaluationId })
      .orderBy(`pair.${sort.field}`, sort.order, 'NULLS LAST')
      .addOrderBy('pair.position', 'ASC')
      .offset(skip)
      .limit(take);
    if (state) query.andWhere({ state: In([...state]) });
    if (category) query.andWhere({ category: In([...category]) });
    if (marked !== undefined) {
      const mark = 'EXISTS (SELECT FROM evaluated_pair_mark AS mark WHERE mark.pair_id = pair.id)';
      query.andWhere(marked ? mark : `NOT ${mark}`);
    }
    return query.getManyAndCount();
  }

  /** Verdicts by pair, for pairs that have one. */
  async verdicts(pairIds: readonly string[]): Promise<ReadonlyMap<string, ResultVerdict>> {
    const marks = await this.marks.findBy({ pairId: In([...pairIds]) });
    return new Map(marks.map(({ pairId, verdict }) => [pairId, verdict]));
  }

  /** Marks the pair, anew if it is marked already; null takes the mark back. */
  async mark(channelId: string, pairId: string, verdict: ResultVerdict | null): Promise<void> {
    if (verdict === null) await this.marks.delete({ channelId, pairId });
    else await this.marks.upsert({ channelId, pairId, verdict, markedAt: new Date() }, ['pairId']);
  }

  /** The newest mark of every garment and person that one model of the channel was evaluated on. */
  async markedScores(channelId: string, modelDigest: string): Promise<MarkedScore[]> {
    return this.marks.query<MarkedScore[]>(
      `SELECT DISTINCT ON (pair.garment_id, pair.person_photo_id) pair.score, mark.verdict = 'BAD' AS bad
       FROM evaluated_pair_mark AS mark
       JOIN evaluated_pair AS pair ON pair.id = mark.pair_id
       JOIN catalog_evaluation AS evaluation ON evaluation.id = pair.evaluation_id
       WHERE evaluation.channel_id = $1 AND evaluation.model_digest = $2 AND pair.score IS NOT NULL
       ORDER BY pair.garment_id, pair.person_photo_id, mark.marked_at DESC`,
      [channelId, modelDigest],
    );
  }

  deletePairsOfPerson(manager: EntityManager, personPhotoId: string): Promise<string[]> {
    return deleteReturningIds(manager, EvaluatedPair, { personPhotoId });
  }

  /** Which of these pairs exist. */
  async existingPairs(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.pairs.find({ select: { id: true }, where: { id: In([...ids]) } });
    return new Set(rows.map(({ id }) => id));
  }
}
