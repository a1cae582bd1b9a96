import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import type { BlobKey } from '../storage/blob-store.js';
import { Garment } from './garment.entity.js';

/** A picture of a garment. The one at position 0 is tried on; further ones are shown only. */
@Entity('garment_picture')
export class GarmentPicture {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('uuid')
  garmentId!: string;

  @ManyToOne(() => Garment, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'channel_id', referencedColumnName: 'channelId' },
    { name: 'garment_id', referencedColumnName: 'id' },
  ])
  garment!: Relation<Garment>;

  @Column('integer')
  position!: number;

  /** The file as it was uploaded, metadata included: prepared from, never served. */
  @Column('text')
  sourceBlob!: BlobKey;

  /** The same picture without metadata, as it is served. */
  @Column('text')
  blob!: BlobKey;

  /** Of the served picture, as are width and height. */
  @Column('text')
  mediaType!: string;

  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
