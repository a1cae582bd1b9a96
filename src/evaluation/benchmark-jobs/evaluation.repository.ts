import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type FindOptionsWhere, In, Repository } from 'typeorm';
import type { EvaluationState } from '../../api/admin-api.types.js';
import type { ItemRecord } from '../runs/item-log.js';
import type { EvaluationQuery } from './evaluation-query.js';
import { Evaluation } from './evaluation.entity.js';

/** Rows of `evaluation`. What administrators ask for names the channel. */
@Injectable()
export class EvaluationRepository {
  constructor(@InjectRepository(Evaluation) private readonly rows: Repository<Evaluation>) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.rows.manager.transaction(work);
  }

  async insert(manager: EntityManager, values: Partial<Evaluation>): Promise<Evaluation> {
    const { id } = await manager.save(manager.create(Evaluation, values));
    return manager.findOneByOrFail(Evaluation, { id });
  }

  async find(channelId: string, id: string): Promise<Evaluation | null> {
    return this.rows.findOneBy({ id, channelId });
  }

  /** For the job and for signed URLs. */
  async findById(id: string): Promise<Evaluation | null> {
    return this.rows.findOneBy({ id });
  }

  async list(
    channelId: string,
    { sort, skip, take, benchmark, modelId, state }: EvaluationQuery,
  ): Promise<[Evaluation[], number]> {
    const where: FindOptionsWhere<Evaluation> = { channelId };
    if (benchmark) where.benchmark = In([...benchmark]);
    if (modelId !== undefined) where.modelId = modelId;
    if (state) where.state = In([...state]);
    return this.rows.findAndCount({ where, order: { [sort.field]: sort.order, id: 'ASC' }, skip, take });
  }

  /** Runs of the channel that have not ended. */
  async countUnended(channelId: string): Promise<number> {
    return this.rows.countBy({ channelId, state: In(['QUEUED', 'RUNNING']) });
  }

  /** Changes a run that is in one of the states; answers whether there was one. */
  async advance(id: string, from: readonly EvaluationState[], change: Partial<Evaluation>): Promise<boolean> {
    const { affected } = await this.rows.update({ id, state: In([...from]) }, change);
    return (affected ?? 0) > 0;
  }

  async itemsOf(id: string): Promise<ItemRecord[]> {
    const row = await this.rows.findOne({ select: { id: true, items: true }, where: { id } });
    return row?.items ?? [];
  }

  /** Which of these runs exist. */
  async existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.rows.find({ select: { id: true }, where: { id: In([...ids]) } });
    return new Set(rows.map(({ id }) => id));
  }
}
