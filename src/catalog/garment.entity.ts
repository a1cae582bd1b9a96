import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  UpdateDateColumn,
} from 'typeorm';
import { Channel } from '../access/channel.entity.js';
import type { GarmentCategory, GarmentStatus, PictureIssue } from '../api/admin-api.types.js';
import type { BlobKey } from '../storage/blob-store.js';

/** An article of a channel that shoppers can try on once its picture is prepared. */
@Entity('garment')
export class Garment {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @ManyToOne(() => Channel, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'channel_id' })
  channel!: Relation<Channel>;

  /** The merchant's article number, unique in the channel. */
  @Column('text')
  sku!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text')
  category!: GarmentCategory;

  @Column('text', { array: true, default: () => "'{}'" })
  tags!: string[];

  /** Garments of one group differ in colour only. */
  @Column('text', { nullable: true })
  colourwayGroup!: string | null;

  @Column('text', { default: 'DRAFT' })
  status!: GarmentStatus;

  @Column('text', { nullable: true })
  productUrl!: string | null;

  /** In the currency's minor unit; null together with the currency. */
  @Column('integer', { nullable: true })
  priceAmountMinor!: number | null;

  /** ISO 4217. */
  @Column('text', { nullable: true })
  priceCurrencyCode!: string | null;

  /** What the last preparation found; a rejected garment has at least one error. */
  @Column('jsonb', { default: () => "'[]'" })
  issues!: PictureIssue[];

  /** The prepared garment on a transparent ground, beside its picture's files. */
  @Column('text', { nullable: true })
  cutoutBlob!: BlobKey | null;

  /** SHA-256 of the cutout's pixels, hex: another picture has another digest, and so other try-on results. */
  @Column('text', { nullable: true })
  cutoutDigest!: string | null;

  @Column('integer', { nullable: true })
  cutoutWidth!: number | null;

  @Column('integer', { nullable: true })
  cutoutHeight!: number | null;

  /** The mask of the first picture, in its size, beside its files; null before the first preparation. */
  @Column('text', { nullable: true })
  maskBlob!: BlobKey | null;

  /** Whether a person drew the mask; it then stays until the picture is replaced or it is discarded. */
  @Column('boolean', { default: false })
  maskHandMade!: boolean;

  /** Under which words of sku, name and tags it is found; the database derives `search_text` from them. */
  @Column('text', { array: true, default: () => "'{}'", select: false })
  searchWords!: string[];

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}
