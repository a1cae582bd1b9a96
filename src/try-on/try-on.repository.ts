import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  type EntityManager,
  type FindOptionsWhere,
  In,
  LessThanOrEqual,
  MoreThan,
  Repository,
} from 'typeorm';
import { deleteReturningIds } from '../database/delete-returning-ids.js';
import { RowReader } from '../database/row-reader.js';
import { TryOn, type TryOnState } from './try-on.entity.js';

const HOUR_MS = 3_600_000;

export interface TryOnFilter {
  readonly garmentId?: string | null;
  readonly personPhotoId?: string | null;
  readonly state?: readonly TryOnState[] | null;
}

/** The filter as a condition; absent and null fields ask for nothing. */
export function whereOf(
  owner: { readonly channelId: string; readonly shopperId?: string },
  { garmentId, personPhotoId, state }: TryOnFilter,
): FindOptionsWhere<TryOn> {
  const where: FindOptionsWhere<TryOn> = { ...owner };
  if (garmentId) where.garmentId = garmentId;
  if (personPhotoId) where.personPhotoId = personPhotoId;
  if (state) where.state = In([...state]);
  return where;
}

/** Rows of `try_on`. Every read names the channel. */
@Injectable()
export class TryOnRepository {
  private readonly byKey: RowReader<TryOn>;

  constructor(@InjectRepository(TryOn) private readonly rows: Repository<TryOn>) {
    this.byKey = new RowReader(rows, 'channel_id = $1 AND cache_key = $2 AND expires_at > $3');
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.rows.manager.transaction(work);
  }

  /** The unexpired row under a cache key. */
  async findByKey(channelId: string, cacheKey: string): Promise<TryOn | null> {
    return this.byKey.read(channelId, cacheKey, new Date());
  }

  async find(channelId: string, id: string): Promise<TryOn | null> {
    return this.rows.findOneBy({ id, channelId, expiresAt: MoreThan(new Date()) });
  }

  /** Unexpired rows, newest first. */
  async list(
    owner: { channelId: string; shopperId?: string },
    filter: TryOnFilter,
    page: { skip: number; take: number },
  ): Promise<[TryOn[], number]> {
    const where = { ...whereOf(owner, filter), expiresAt: MoreThan(new Date()) };
    return this.rows.findAndCount({ where, order: { createdAt: 'DESC', id: 'ASC' }, ...page });
  }

  /** How many try-ons were computed for the shopper within the last hour, and when the first of them was asked for. */
  async usageOfLastHour(shopperId: string): Promise<{ count: number; oldest: Date }> {
    const usage = await this.rows
      .createQueryBuilder('tryOn')
      .select('count(*)::int', 'count')
      .addSelect('coalesce(min(tryOn.createdAt), now())', 'oldest')
      .where({ shopperId, createdAt: MoreThan(new Date(Date.now() - HOUR_MS)) })
      .getRawOne<{ count: number; oldest: Date }>();
    return usage ?? { count: 0, oldest: new Date() };
  }

  /** Inserts the row, or answers the unexpired one that has its key already; an expired one makes room. */
  async insertOrFind(manager: EntityManager, row: Partial<TryOn>): Promise<TryOn> {
    const { channelId, cacheKey } = row;
    await manager.delete(TryOn, { channelId, cacheKey, expiresAt: LessThanOrEqual(new Date()) });
    await manager.createQueryBuilder().insert().into(TryOn).values(row).orIgnore().execute();
    return manager.findOneByOrFail(TryOn, { channelId, cacheKey });
  }

  /** Changes a row that is in one of the given states; answers whether there was one. */
  async advance(
    manager: EntityManager | undefined,
    id: string,
    from: readonly TryOnState[],
    change: Partial<TryOn>,
  ): Promise<boolean> {
    const rows = manager ? manager.getRepository(TryOn) : this.rows;
    const { affected } = await rows.update({ id, state: In([...from]) }, change);
    return (affected ?? 0) > 0;
  }

  /** Deletes rows and answers their ids, so that their files can follow. */
  delete(where: FindOptionsWhere<TryOn>, manager = this.rows.manager): Promise<string[]> {
    return deleteReturningIds(manager, TryOn, where);
  }

  /** Which of these rows exist. */
  async existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.rows.find({ select: { id: true }, where: { id: In([...ids]) } });
    return new Set(rows.map(({ id }) => id));
  }

  async countByState(state: TryOnState): Promise<number> {
    return this.rows.countBy({ state });
  }

  async findPicture(id: string): Promise<TryOn | null> {
    return this.rows.findOneBy({ id, state: 'COMPLETED', expiresAt: MoreThan(new Date()) });
  }
}
