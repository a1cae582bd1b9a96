import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, LessThan, Not, Repository } from 'typeorm';
import { DeletionReceipt } from './deletion-receipt.entity.js';
import type { PersonOwner } from './person-owner.js';

/** Rows of `deletion_receipt`. */
@Injectable()
export class DeletionReceiptRepository {
  constructor(@InjectRepository(DeletionReceipt) private readonly receipts: Repository<DeletionReceipt>) {}

  async insert(manager: EntityManager, values: Partial<DeletionReceipt>): Promise<DeletionReceipt> {
    const { id } = await manager.save(manager.create(DeletionReceipt, values));
    return manager.findOneByOrFail(DeletionReceipt, { id });
  }

  /** The receipt of the owner's photo, locked until the transaction ends. */
  async lock(
    manager: EntityManager,
    owner: PersonOwner,
    personPhotoId: string,
  ): Promise<DeletionReceipt | null> {
    return manager.findOne(DeletionReceipt, {
      where: {
        personPhotoId,
        channelId: owner.channelId,
        ownerKind: owner.kind,
        shopperId: owner.kind === 'SHOPPER' ? owner.shopperId : IsNull(),
      },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async update(
    manager: EntityManager,
    id: string,
    change: Partial<DeletionReceipt>,
  ): Promise<DeletionReceipt> {
    await manager.update(DeletionReceipt, { id }, change);
    return manager.findOneByOrFail(DeletionReceipt, { id });
  }

  /** Receipts whose files may be left, the oldest first. */
  async unfinished(limit: number): Promise<DeletionReceipt[]> {
    return this.receipts.find({
      where: { filesRemovedAt: IsNull() },
      order: { deletedAt: 'ASC' },
      take: limit,
    });
  }

  /** Notes that the receipt's folders are gone; nothing when folders were added to it meanwhile. */
  async finish({ id, folders }: DeletionReceipt): Promise<void> {
    await this.receipts
      .createQueryBuilder()
      .update()
      .set({ folders: [], filesRemovedAt: new Date() })
      .where('id = :id AND folders = :folders::text[]', { id, folders })
      .execute();
  }

  /** Deletes finished receipts of photos that ended by themselves: at once where none was stored, else after the instant. */
  async pruneExpired(before: Date): Promise<void> {
    const finished = { cause: 'EXPIRED' as const, filesRemovedAt: Not(IsNull()) };
    await this.receipts.delete({ ...finished, photosDeleted: 0 });
    await this.receipts.delete({ ...finished, deletedAt: LessThan(before) });
  }
}
