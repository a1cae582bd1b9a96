import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PersonOwnerKind } from './person-photo.entity.js';

/** Somebody asked for the deletion, or the photo's time was up and its results still live. */
export type DeletionCause = 'REQUESTED' | 'EXPIRED';

/**
 * A deletion that is committed: what went, and which files must still follow. It holds nothing of the photo. At most one
 * exists for a photo, and none while the photo does.
 */
@Entity('deletion_receipt')
export class DeletionReceipt {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('uuid', { unique: true })
  personPhotoId!: string;

  @Column('text')
  ownerKind!: PersonOwnerKind;

  /** Who may ask for the receipt again; null for sample people. */
  @Column('uuid', { nullable: true })
  shopperId!: string | null;

  @Column('text')
  cause!: DeletionCause;

  /** 1 when a photo was stored, 0 when none had come or it was rejected. */
  @Column('integer')
  photosDeleted!: number;

  @Column('integer')
  featuresDeleted!: number;

  @Column('integer')
  tryOnsDeleted!: number;

  @Column('timestamptz')
  deletedAt!: Date;

  /** Blob folders to remove; emptied when they are gone. */
  @Column('text', { array: true, default: () => "'{}'" })
  folders!: string[];

  /** Null as long as files may be left. */
  @Column('timestamptz', { nullable: true })
  filesRemovedAt!: Date | null;
}
