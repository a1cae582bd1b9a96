import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { BlobKey } from '../storage/blob-store.js';
import { Garment } from './garment.entity.js';

/** What one model made of one cutout of a garment, so that try-ons need not. */
@Entity('garment_features')
export class GarmentFeatures {
  @PrimaryColumn('uuid')
  garmentId!: string;

  @ManyToOne(() => Garment, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'garment_id' })
  garment!: Relation<Garment>;

  @PrimaryColumn('text')
  modelDigest!: string;

  /** The cutout encoded; features of an earlier picture are not used. */
  @Column('text')
  cutoutDigest!: string;

  @Column('text')
  blob!: BlobKey;
}
