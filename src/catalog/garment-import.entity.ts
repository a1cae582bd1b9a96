import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Channel } from '../access/channel.entity.js';
import type { FeedFormat, GarmentImportState } from '../api/admin-api.types.js';
import type { BlobKey } from '../storage/blob-store.js';

/** A feed handed in by a merchant, and how far it was read. */
@Entity('garment_import')
export class GarmentImport {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @ManyToOne(() => Channel, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'channel_id' })
  channel!: Relation<Channel>;

  @Column('text')
  format!: FeedFormat;

  @Column('text', { default: 'AWAITING_UPLOAD' })
  state!: GarmentImportState;

  /** The feed itself, from its upload until the import has ended. */
  @Column('text', { nullable: true })
  feedBlob!: BlobKey | null;

  /** Records read so far; where a restart goes on. */
  @Column('integer', { default: 0 })
  lines!: number;

  @Column('integer', { default: 0 })
  created!: number;

  @Column('integer', { default: 0 })
  updated!: number;

  /** Records that could not be used; one more when the rest of the feed could not be read. */
  @Column('integer', { default: 0 })
  failed!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
