import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, IsNull, LessThanOrEqual, MoreThan, Or, Repository } from 'typeorm';
import { Channel } from '../access/channel.entity.js';
import type { Page } from '../api/page.js';
import type { PictureIssue } from '../api/shop-api.types.js';
import { RowReader } from '../database/row-reader.js';
import type { BlobKey } from '../storage/blob-store.js';
import { PersonFeatures } from './person-features.entity.js';
import { PersonFiles } from './person-files.js';
import type { PersonOwner } from './person-owner.js';
import { PersonPhoto } from './person-photo.entity.js';

/** What an upload makes of a photo that waits for it. */
export type UploadOutcome =
  | {
      readonly state: 'READY';
      readonly issues: PictureIssue[];
      readonly photoBlob: BlobKey;
      readonly digest: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly state: 'REJECTED'; readonly issues: PictureIssue[] };

/** Rows of `person_photo` and `person_features`. */
@Injectable()
export class PersonPhotoRepository {
  private readonly live: RowReader<PersonPhoto>;

  constructor(
    @InjectRepository(PersonPhoto) private readonly photos: Repository<PersonPhoto>,
    @InjectRepository(PersonFeatures) private readonly features: Repository<PersonFeatures>,
  ) {
    this.live = new RowReader(
      photos,
      'channel_id = $1 AND id = $2 AND (expires_at IS NULL OR expires_at > $3)',
    );
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.photos.manager.transaction(work);
  }

  /** Makes uploads of one shopper wait for each other until the transaction ends. */
  async lockShopper(manager: EntityManager, shopperId: string): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [shopperId]);
  }

  /** Whether the channel's policy, as it is at this moment, keeps shoppers' photos on their devices. */
  isOnDeviceOnly(channelId: string): Promise<boolean> {
    return this.photos.manager.existsBy(Channel, { id: channelId, tryOnMode: 'DEVICE_ONLY' });
  }

  /** How many unexpired photos the shopper has, and when the first of them ends. */
  async usage(
    manager: EntityManager,
    shopperId: string,
    now: Date,
  ): Promise<{ count: number; firstExpiry: Date | null }> {
    const usage = await manager
      .createQueryBuilder(PersonPhoto, 'photo')
      .select('count(*)::int', 'count')
      .addSelect('min(photo.expiresAt)', 'firstExpiry')
      .where({ shopperId, expiresAt: MoreThan(now) })
      .getRawOne<{ count: number; firstExpiry: Date | null }>();
    return usage ?? { count: 0, firstExpiry: null };
  }

  async insert(values: Partial<PersonPhoto>, manager = this.photos.manager): Promise<PersonPhoto> {
    const { id } = await manager.save(manager.create(PersonPhoto, values));
    return manager.findOneByOrFail(PersonPhoto, { id });
  }

  /** The row unless its time is up. */
  async findLive(channelId: string, id: string): Promise<PersonPhoto | null> {
    return this.live.read(channelId, id, new Date());
  }

  /** Turns a photo that waits for its bytes into what they were; false when it waits no more, has ended or is gone. */
  async settle(channelId: string, id: string, outcome: UploadOutcome): Promise<boolean> {
    const { affected } = await this.photos
      .createQueryBuilder()
      .update()
      .set({ ...outcome, expiresAt: () => `CASE owner_kind WHEN 'SHOPPER' THEN expires_at END` })
      .where({ id, channelId, state: 'AWAITING_UPLOAD', ...live() })
      .execute();
    return affected === 1;
  }

  /** Keeps a ready photo from being deleted until the transaction ends; false when it is gone or its time is up. */
  async lockReady(manager: EntityManager, channelId: string, id: string): Promise<boolean> {
    const row = await manager
      .createQueryBuilder(PersonPhoto, 'photo')
      .select('photo.id')
      .where({ id, channelId, state: 'READY', ...live() })
      .setLock('pessimistic_read')
      .getOne();
    return row !== null;
  }

  async findFeatures(personPhotoId: string, modelDigest: string): Promise<BlobKey | undefined> {
    return (await this.features.findOneBy({ personPhotoId, modelDigest }))?.blob;
  }

  /** Records features of a ready photo; false when it is gone or its time is up. */
  async saveFeatures(channelId: string, features: PersonFeatures): Promise<boolean> {
    return this.transaction(async (manager) => {
      if (!(await this.lockReady(manager, channelId, features.personPhotoId))) return false;
      await manager.upsert(PersonFeatures, features, ['personPhotoId', 'modelDigest']);
      return true;
    });
  }

  /** Sample people in the order in which they were made. */
  async listSamples(channelId: string, onlyReady: boolean, page: Page): Promise<[PersonPhoto[], number]> {
    return this.photos.findAndCount({
      where: { channelId, ownerKind: 'CHANNEL', ...(onlyReady ? { state: 'READY' } : live()) },
      order: { createdAt: 'ASC', id: 'ASC' },
      ...page,
    });
  }

  /** Ids of the ready sample people, of the given ones only when given. */
  async readySampleIds(channelId: string, ids?: readonly string[]): Promise<string[]> {
    const rows = await this.photos.find({
      select: { id: true },
      where: {
        channelId,
        ownerKind: 'CHANNEL',
        state: 'READY',
        ...(ids ? { id: In([...ids]) } : {}),
      },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return rows.map(({ id }) => id);
  }

  /** A ready sample person by its id alone, for whoever holds a signed URL. */
  async findReadySample(id: string): Promise<PersonPhoto | null> {
    return this.photos.findOneBy({ id, ownerKind: 'CHANNEL', state: 'READY' });
  }

  /** The owner's photo, expired or not, locked until the transaction ends. */
  async lockOwned(manager: EntityManager, owner: PersonOwner, id: string): Promise<PersonPhoto | null> {
    return manager.findOne(PersonPhoto, {
      where: {
        id,
        channelId: owner.channelId,
        ownerKind: owner.kind,
        shopperId: owner.kind === 'SHOPPER' ? owner.shopperId : IsNull(),
      },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Some photos whose time is up, locked; those that others hold are left to them. */
  async lockExpired(manager: EntityManager, now: Date, limit: number): Promise<PersonPhoto[]> {
    return manager
      .createQueryBuilder(PersonPhoto, 'photo')
      .where({ expiresAt: LessThanOrEqual(now) })
      .orderBy('photo.expiresAt')
      .limit(limit)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  /** Deletes the row and its features; answers how many features there were. */
  async delete(manager: EntityManager, id: string): Promise<number> {
    const { affected } = await manager.delete(PersonFeatures, { personPhotoId: id });
    await manager.delete(PersonPhoto, { id });
    return affected ?? 0;
  }

  /** Which of the files a row points to. */
  async filesInUse(keys: readonly BlobKey[]): Promise<ReadonlySet<BlobKey>> {
    const ids = [...new Set(keys.map((key) => PersonFiles.photoIdOf(key)))];
    const photos = await this.photos.find({ select: { photoBlob: true }, where: { id: In(ids) } });
    const features = await this.features.find({ select: { blob: true }, where: { personPhotoId: In(ids) } });
    return new Set([
      ...photos.flatMap(({ photoBlob }) => photoBlob ?? []),
      ...features.map(({ blob }) => blob),
    ]);
  }
}

function live() {
  return { expiresAt: Or(IsNull(), MoreThan(new Date())) };
}
